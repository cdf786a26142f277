import { Fault } from '../../core/fault.ts';
import type { Redact } from '../../core/secret.ts';
import type { Providers } from '../../providers/provider.ts';
import { providerFor } from '../../providers/provider-for.ts';
import type { ReadySpec } from '../../resources/analysis-spec.ts';
import type { SyntaxCheck } from '../../resources/checks/check-metric.ts';
import { caretUnder } from '../../resources/problem.ts';
import type { Resolved } from '../../template/resolved.ts';
import { conditionsOf, type OpenedConditions } from '../judge-of.ts';
import { refuseEndless } from './endless.ts';
import { refuseAll } from './refuse-all.ts';
import type { Words } from './words.ts';

/** What a run is checked against before anything is measured. */
export interface RunCheck {
  readonly providers: Providers;
  readonly checkSyntax: SyntaxCheck;
  /** Whether the run has an end even if its metrics have none, or needs none. */
  readonly hasTimeout: boolean;
  readonly words: Words;
}

/**
 * Refuses a run that cannot come to anything, so that nothing is measured for it: a spec that does not hold together, providers that do not exist,
 * conditions that cannot be parsed with their arguments filled in, metrics without an end.
 *
 * @throws Fault TEMPLATE_INVALID, PROVIDER_UNKNOWN, CONDITION_INVALID, USAGE_INVALID
 */
export function checkRun(
  { spec, opened, redact }: Resolved,
  { providers, checkSyntax, hasTimeout, words }: RunCheck,
): void {
  if (spec.kind === 'refused') throw new Fault('TEMPLATE_INVALID', redact(spec.message));
  refuseAll([
    ...spec.metrics.map(
      ({ name, provider }) =>
        () =>
          void providerFor(providers, name, provider.kind, words.howToHave?.(provider.kind)),
    ),
    () => refuseBadConditions(spec, (metric) => conditionsOf(opened(metric)), { checkSyntax, redact }),
    () => refuseEndless(spec, hasTimeout, words),
  ]);
}

interface Checking {
  readonly checkSyntax: SyntaxCheck;
  readonly redact: Redact;
}

function refuseBadConditions(
  spec: ReadySpec,
  conditionsFor: (metric: string) => OpenedConditions,
  checking: Checking,
): void {
  const texts = spec.metrics.flatMap(({ name }) => badConditions(name, conditionsFor(name), checking));
  if (texts.length > 0) throw new Fault('CONDITION_INVALID', texts.join('\n'));
}

function badConditions(
  metric: string,
  conditions: OpenedConditions,
  { checkSyntax, redact }: Checking,
): readonly string[] {
  const { successCondition, failureCondition, transform, language } = conditions;
  const texts = [
    { field: 'successCondition', text: successCondition, language },
    { field: 'failureCondition', text: failureCondition, language },
    { field: 'transform', text: transform, language: 'jsonata' as const },
  ];
  return texts.flatMap(({ field, text, language }) => {
    const fault = text === '' ? undefined : checkSyntax(text, language);
    if (fault === undefined) return [];
    const says = `metric "${metric}": ${field} cannot be parsed with its arguments filled in: ${fault.message}`;
    // With a secret in it, neither text nor place may be shown.
    return redact(text) === text ? [`${says}\n${caretUnder({ text, offset: fault.offset })}`] : [redact(says)];
  });
}
