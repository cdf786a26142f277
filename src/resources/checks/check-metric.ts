import type { JsonObject } from '../../core/json.ts';
import { readIntOrString } from '../int-or-string.ts';
import { metricFaults } from '../metric-rules.ts';
import { memberPath } from '../path.ts';
import { hasPlaceholder } from '../placeholder.ts';
import type { Excerpt } from '../problem.ts';
import { providersOf } from '../providers-of.ts';
import { effectiveCount } from '../read-metric.ts';
import type { Report } from '../reading/report.ts';
import type { RawMetric } from '../schema/metric.ts';

/** What is wrong with a condition, and where in it. */
export interface SyntaxFault {
  readonly message: string;
  /** Offset in UTF-16 code units. */
  readonly offset: number;
}

/** Tells whether a condition or transformation can be parsed. Handed in: the languages are another room's business. */
export type SyntaxCheck = (text: string, language: 'expr' | 'jsonata') => SyntaxFault | undefined;

/**
 * Checks what a schema cannot say of a metric: upstream's rules, the conditions, and what its author may not have meant.
 * Where a placeholder stands, nothing is said. The metric must have the right types, as far as it goes.
 */
export function checkMetric(
  metric: RawMetric,
  path: string,
  report: Report,
  checkSyntax: SyntaxCheck | undefined,
): void {
  for (const { fields, text } of metricFaults(metric)) {
    const isOpen = fields.some((field) => hasPlaceholder(metric[field]));
    // Types and durations were told with the schema, with more to go by.
    const isTold = text.startsWith('invalid ') || (fields[0] === 'provider' && metric.provider === undefined);
    if (!isOpen && !isTold)
      report.add({ path: memberPath(path, fields[0]), at: 'key', sentence: text, ...providerHelp(metric, text) });
  }
  if (checkSyntax !== undefined) checkTexts(metric, path, report, checkSyntax);
  for (const warning of warningsOf(metric))
    report.add({ severity: 'warning', at: 'key', ...warning, path: memberPath(path, warning.path) });
}

function providerHelp({ provider }: RawMetric, text: string): { readonly found?: string; readonly expected?: string } {
  const expected = 'exactly one provider';
  if (text === 'no provider specified') return { expected };
  if (text !== 'multiple providers specified') return {};
  return {
    expected,
    found: providersOf(provider)
      .map(({ kind }) => kind)
      .join(', '),
  };
}

function checkTexts(metric: RawMetric, path: string, report: Report, checkSyntax: SyntaxCheck): void {
  const language = metric.conditionLanguage === 'jsonata' ? 'jsonata' : 'expr';
  const texts = [
    { field: 'successCondition', text: metric.successCondition, language },
    { field: 'failureCondition', text: metric.failureCondition, language },
    { field: 'transform', text: metric.transform, language: 'jsonata' },
  ] as const;
  for (const { field, text, language } of texts) {
    if (typeof text !== 'string' || text === '' || hasPlaceholder(text)) continue;
    const fault = checkSyntax(text, language);
    if (fault === undefined) continue;
    const excerpt: Excerpt = { text, offset: fault.offset };
    const expected = language === 'expr' ? 'an expression' : 'JSONata';
    report.add({
      path: memberPath(path, field),
      found: `the text "${text}"`,
      expected,
      sentence: fault.message,
      excerpt,
    });
  }
}

interface Warning {
  readonly path: string;
  readonly sentence: string;
}

function warningsOf(metric: RawMetric): readonly Warning[] {
  return [...endless(metric), ...neverFails(metric), ...conditionsInVain(metric), ...noConditions(metric)];
}

function endless(metric: RawMetric): readonly Warning[] {
  if (hasPlaceholder(metric.count) || effectiveCount(metric.count, metric.interval) !== undefined) return [];
  const sentence = `${label(metric)} has an interval and no count, so it measures until the run is stopped`;
  return [{ path: metric.count === undefined ? 'interval' : 'count', sentence }];
}

function neverFails({ count, failureLimit }: RawMetric): readonly Warning[] {
  if (hasPlaceholder(count) || hasPlaceholder(failureLimit)) return [];
  const [wanted, tolerated] = [readIntOrString(count ?? 0), readIntOrString(failureLimit ?? 0)];
  if (wanted <= 0 || tolerated < wanted) return [];
  return [
    {
      path: 'failureLimit',
      sentence: `${wanted} measurements with a failureLimit of ${tolerated} can never fail: a metric fails above its limit`,
    },
  ];
}

function label({ name }: RawMetric): string {
  return name === '' ? 'this metric' : `metric "${name}"`;
}

/** Providers that judge for themselves. */
const JUDGES: ReadonlySet<string> = new Set(['job', 'kayenta']);

function conditionsInVain(metric: RawMetric): readonly Warning[] {
  const judge = providersOf(metric.provider).find(({ kind, isPlugin }) => !isPlugin && JUDGES.has(kind));
  if (judge === undefined) return [];
  const written = (['successCondition', 'failureCondition'] as const).filter((field) => metric[field]);
  return written.map((field) => ({
    path: field,
    sentence: `the ${judge.kind} provider judges for itself and does not look at ${field}`,
  }));
}

function noConditions(metric: RawMetric): readonly Warning[] {
  const providers = providersOf(metric.provider);
  const isJudged = providers.some(({ kind, isPlugin }) => isPlugin || JUDGES.has(kind));
  if (isJudged || providers.length === 0 || metric.successCondition || metric.failureCondition) return [];
  return [{ path: 'name', sentence: `${label(metric)} has no condition, so every answer makes it Successful` }];
}

/** The parts of a metric that can be checked on their own: those of the right type. A wrong one was told with the schema. */
export function soundParts(metric: JsonObject): RawMetric {
  const isText = (value: unknown) => typeof value === 'string';
  const isNumber = (value: unknown) => Number.isSafeInteger(value) || isText(value);
  const texts = [
    'name',
    'interval',
    'initialDelay',
    'successCondition',
    'failureCondition',
    'conditionLanguage',
    'transform',
  ];
  const numbers = ['count', 'failureLimit', 'inconclusiveLimit', 'consecutiveErrorLimit', 'consecutiveSuccessLimit'];
  const sound = Object.entries(metric).filter(
    ([name, value]) =>
      (texts.includes(name) && isText(value)) ||
      (numbers.includes(name) && isNumber(value)) ||
      (name === 'provider' && typeof value === 'object' && value !== null && !Array.isArray(value)),
  );
  // What is left has the types of a metric; only `name` and `provider` may be missing, and checks expect that.
  return { name: '', ...Object.fromEntries(sound) } as RawMetric;
}
