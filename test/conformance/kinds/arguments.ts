import { textOf } from '../../../src/core/fault.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { RawArgument } from '../../../src/resources/schema/argument.ts';
import type { RawMetric } from '../../../src/resources/schema/metric.ts';
import type { RolloutAnalysis } from '../../../src/resources/schema/rollout-analysis.ts';
import type { RunSpec } from '../../../src/resources/schema/run-spec.ts';
import { bind } from '../../../src/template/bind.ts';
import { collect } from '../../../src/template/collect.ts';
import { flatten } from '../../../src/template/flatten.ts';
import { goJson } from '../../../src/template/go-json.ts';
import { overlay } from '../../../src/template/overlay.ts';
import type { SecretsRead } from '../../../src/template/resolved.ts';
import { rolloutArguments } from '../../../src/template/rollout-arguments.ts';
import { masked, opened, secretsOf } from '../../../src/template/secrets.ts';
import { compare, type Kind } from '../kind.ts';
import { shelve, type WrittenTemplate } from '../templates.ts';

interface Line {
  readonly name: string;
  readonly templates?: readonly WrittenTemplate[];
  readonly analysis?: RolloutAnalysis;
  readonly rollout?: JsonObject;
  readonly spec?: RunSpec;
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly want: Want;
}

interface Want {
  readonly stage?: string;
  readonly error?: string;
  readonly run?: Json;
  readonly masked?: Metrics;
  readonly resolved?: Metrics;
}

type Metrics = { readonly metrics: readonly Json[] } | { readonly error: string; readonly errorLoose?: true };

/** From templates and a Rollout's words to the metrics of a run, masked and in clear. */
export const argumentsKind: Kind = {
  name: 'arguments',
  title: (line: Line) => line.name,
  run: (line: Line) => compare(...loosely(line.want, outcomeOf(line))),
};

function outcomeOf(line: Line): Want {
  if (line.spec !== undefined) return metricsOf(line.spec, line);
  const made = makeRun(line);
  return 'stage' in made ? made : { run: written(made), ...metricsOf(made, line) };
}

function makeRun({ templates = [], analysis = {}, rollout = {} }: Line): RunSpec | { stage: string; error: string } {
  const { fault, args } = rolloutArguments(analysis.args ?? [], {
    rollout: { ...rollout, metadata: { name: 'shop', namespace: 'default', ...(rollout['metadata'] as JsonObject) } },
    latestHash: 'newhash',
    stableHash: 'stablehash',
  });
  if (fault !== undefined) return { stage: 'arguments', error: fault };
  let stage = 'templates';
  try {
    const collected = collect(analysis.templates ?? [], shelve(templates));
    stage = 'merge';
    const { dryRun, measurementRetention } = analysis;
    return overlay(flatten(collected), { args, dryRun, measurementRetention });
  } catch (thrown) {
    return { stage, error: textOf(thrown) };
  }
}

function metricsOf(spec: RunSpec, line: Line): Want {
  const args = spec.args ?? [];
  const inMasks = bindAll(spec, () => masked(args));
  if ('error' in inMasks) return { masked: inMasks };
  const inClear = bindAll(spec, () => opened(args, secretsOf(args, secretsRead(line))));
  const isSame = JSON.stringify(inMasks) === JSON.stringify(inClear);
  return { masked: inMasks, ...(!isSame && { resolved: inClear }) };
}

function bindAll(spec: RunSpec, args: () => readonly RawArgument[]): Metrics {
  try {
    const values = args();
    return { metrics: spec.metrics.map((metric) => asWritten(bind(metric, values))) };
  } catch (thrown) {
    return { error: textOf(thrown) };
  }
}

function secretsRead({ secrets = {} }: Line): SecretsRead {
  return new Map(
    Object.entries(secrets).map(([name, keys]) => [
      name,
      {
        kind: 'found',
        keys: Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, new Secret(text)])),
      } as const,
    ]),
  );
}

function written(spec: RunSpec): Json {
  return { ...spec, metrics: spec.metrics.map(asWritten) };
}

/** Go leaves out what is empty when it writes a metric. */
function asWritten(metric: RawMetric): Json {
  return JSON.parse(goJson(metric)) as Json;
}

/** A loose error text carries what Go's struct has beyond ours: only that there is an error counts. */
function loosely(want: Want, got: Want): readonly [Want, Want] {
  const isLoose = want.masked !== undefined && 'errorLoose' in want.masked;
  const bare = (outcome: Want): Want =>
    isLoose && outcome.masked !== undefined && 'error' in outcome.masked
      ? { ...outcome, masked: { error: '' } }
      : outcome;
  return [bare(want), bare(got)];
}
