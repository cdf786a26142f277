import { Fault } from '../../core/fault.ts';
import type { Document } from '../../resources/document.ts';
import { didYouMean } from '../../resources/nearest.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { TemplateSpec } from '../../resources/schema/template-spec.ts';
import { collect } from '../../template/collect.ts';
import { type Flat, flatten } from '../../template/flatten.ts';
import { overlay } from '../../template/overlay.ts';
import { type Chosen, refTo } from './chosen.ts';
import { onlyMetrics } from './only-metrics.ts';
import { refuseAll } from './refuse-all.ts';
import type { GivenArguments, Wishes } from './wishes.ts';
import type { Words } from './words.ts';

/**
 * The spec of a run from its documents and what its caller adds, arguments still unresolved.
 *
 * @param documents all that there are: the chosen ones may refer to others
 * @throws Fault TEMPLATE_INVALID with everything that does not fit together; every missing argument is named
 */
export function runSpecOf(
  chosen: Chosen,
  documents: readonly Document[],
  { args, metrics, dryRun }: Wishes,
  words: Words,
): RunSpec {
  const all = flatOf(chosen, documents);
  const flat = metrics.length === 0 ? all : onlyMetrics(all, metrics, args.values, words);
  refuseAll([() => refuseStrangers(all.args, args, words), () => refuseMissing(flat.args, args.values, words)]);
  const known = new Set(flat.dryRun.map(({ metricName }) => metricName));
  const spec = overlay(flat, {
    args: [...args.values].map(([name, value]) => ({ name, value })),
    dryRun: [...new Set(dryRun)].filter((rule) => !known.has(rule)).map((metricName) => ({ metricName })),
  });
  const terminates = chosen.kind === 'run' && chosen.run.spec.terminate === true;
  return terminates ? { ...spec, terminate: true } : spec;
}

function flatOf(chosen: Chosen, documents: readonly Document[]): Flat {
  if (chosen.kind === 'run') {
    const { metrics, args = [], dryRun = [], measurementRetention = [] } = chosen.run.spec;
    return { metrics, args, dryRun, measurementRetention };
  }
  const namesOf = (kind: Document['kind']): ReadonlyMap<string, TemplateSpec> =>
    new Map(
      documents.flatMap((one) =>
        one.kind === kind && one.kind !== 'AnalysisRun' ? [[one.name, one.spec] as const] : [],
      ),
    );
  const templates = { namespaced: namesOf('AnalysisTemplate'), cluster: namesOf('ClusterAnalysisTemplate') };
  return flatten(collect(chosen.templates.map(refTo), templates));
}

/** An argument that nobody asks for was misspelled: left alone it would let a default stand. */
function refuseStrangers(declared: readonly RawArgument[], { forThisRun }: GivenArguments, words: Words): void {
  const names = declared.map(({ name }) => name);
  const strangers = [...forThisRun].filter((name) => !names.includes(name));
  if (strangers.length === 0) return;
  const known = names.length === 0 ? 'there are no arguments' : `there is no such argument, only ${names.join(', ')}`;
  const lines = strangers.map((name) => `${words.argument(name)}: ${known}${didYouMean(name, names)}`);
  throw new Fault('TEMPLATE_INVALID', lines.join('\n'), { arguments: strangers });
}

function refuseMissing(declared: readonly RawArgument[], given: ReadonlyMap<string, string>, words: Words): void {
  const missing = declared.filter((argument) => !given.has(argument.name) && !hasSource(argument));
  if (missing.length === 0) return;
  throw new Fault('TEMPLATE_INVALID', missing.map((argument) => sayMissing(argument, words)).join('\n'), {
    arguments: missing.map(({ name }) => name),
  });
}

function hasSource({ value, valueFrom }: RawArgument): boolean {
  return (value !== undefined && value !== null) || Boolean(valueFrom?.secretKeyRef);
}

function sayMissing({ name, valueFrom }: RawArgument, words: Words): string {
  const path = valueFrom?.fieldRef?.fieldPath;
  const why =
    path === undefined ? 'there is no default' : `it is the field ${path} of a Rollout, and there is no Rollout here`;
  return `argument "${name}" has no value: ${why}, and ${words.noArgument(name)}`;
}
