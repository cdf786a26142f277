import { Fault, textOf } from '../core/fault.ts';
import { quote } from '../core/go/quote.ts';
import type { JsonObject } from '../core/json.ts';
import { effectiveCount } from '../resources/read-metric.ts';
import type { RawArgument, RolloutArgument } from '../resources/schema/argument.ts';
import type { RolloutAnalysis } from '../resources/schema/rollout-analysis.ts';
import { bind } from './bind.ts';
import { type Collected, collect, type NamedTemplate, type Templates } from './collect.ts';
import { flatten } from './flatten.ts';
import { overlay } from './overlay.ts';
import { type AnalysisUse, analysisUses, stepAnalyses } from './rollout-analyses.ts';
import { rolloutArguments } from './rollout-arguments.ts';

/**
 * Checks the analyses of a Rollout against the templates that exist. A reference that leads nowhere hides everything else.
 *
 * @param rollout    the Rollout as JSON
 * @param templates  namespaced ones from the Rollout's namespace
 * @returns          upstream's errors with their field paths, in order; the first becomes the condition InvalidSpec. Empty when all is well
 * @see analysis.md §12.2
 */
export function validateRolloutAnalyses(rollout: JsonObject, templates: Templates): readonly string[] {
  const uses = analysisUses(rollout);
  try {
    const collected = uses.map((use) => ({ use, collected: collectFor(use, templates) }));
    return collected.flatMap((pair) => faultsOf(pair.use, pair.collected, rollout));
  } catch (thrown) {
    return [textOf(thrown)];
  }
}

function collectFor(use: AnalysisUse, templates: Templates): Collected {
  const refs = use.analysis.templates ?? [];
  try {
    return collect(refs, templates, ({ templateName, clusterScope }, isNested) => {
      const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      const text = invalid(isNested ? 'spec.templates' : use.path, templateName, `${kind} '${templateName}' not found`);
      return new NotFound(text, templateName);
    });
  } catch (thrown) {
    if (thrown instanceof NotFound) throw thrown;
    throw new Fault(
      'TEMPLATE_INVALID',
      invalid(use.path, refs[0]?.templateName ?? '', textOf(thrown)),
      {},
      { cause: thrown },
    );
  }
}

/** A reference that leads nowhere; its text has a field path already. */
class NotFound extends Fault {
  constructor(message: string, template: string) {
    super('TEMPLATE_INVALID', message, { template });
  }
}

function faultsOf(use: AnalysisUse, collected: Collected, rollout: JsonObject): readonly string[] {
  const templates = [...collected.namespaced, ...collected.cluster];
  const merge = mergeFault(use, collected, rollout);
  if (merge !== undefined) {
    return [invalid(use.path, `templateNames: [${templates.map(({ name }) => name).join(' ')}]`, merge)];
  }
  return templates.flatMap((template) => {
    const faults = use.kind === 'background' ? missingArguments(template, use.analysis) : metricFaults(template);
    return faults.map((text) => invalid(use.path, template.name, text));
  });
}

/** Why no run can be made of the templates. The rules of every step are tried on them, not only the use's own; those of the others not at all. */
function mergeFault(use: AnalysisUse, collected: Collected, rollout: JsonObject): string | undefined {
  const args = dummyArguments(use.analysis.args ?? [], rollout);
  try {
    const flat = flatten(collected);
    overlay(flat, { args });
    for (const { dryRun, measurementRetention } of stepAnalyses(rollout))
      overlay(flat, { args, dryRun, measurementRetention });
    return undefined;
  } catch (thrown) {
    return textOf(thrown);
  }
}

function dummyArguments(args: readonly RolloutArgument[], rollout: JsonObject): readonly RawArgument[] {
  return rolloutArguments(args, { rollout, latestHash: 'dummy-new-hash', stableHash: 'dummy-stable-hash' }).args;
}

/** An argument that the template leaves open and the rollout does not pass. Another template may give it, but upstream does not see that. */
function missingArguments({ spec }: NamedTemplate, analysis: RolloutAnalysis): readonly string[] {
  const open = (spec.args ?? []).filter(({ value, valueFrom }) => isUnset(value) && isUnset(valueFrom));
  const given = analysis.args;
  if (isUnset(given)) return open.map(() => 'missing analysis arguments in rollout spec');
  return open.map(({ name }) => name).filter((name) => !given.some((argument) => argument.name === name));
}

/** Metrics must be resolvable with made-up values and must come to an end. What the rollout passes is not looked at. */
function metricFaults({ name, spec }: NamedTemplate): readonly string[] {
  try {
    const args = (spec.args ?? []).map(withDummyValue);
    const metrics = (spec.metrics ?? []).map((metric) => bind(metric, args));
    return metrics.flatMap(({ name: metric, count, interval }) =>
      effectiveCount(count, interval) === undefined
        ? [
            `AnalysisTemplate ${name} has metric ${metric} which runs indefinitely. Invalid value for count: ${count ?? '<nil>'}`,
          ]
        : [],
    );
  } catch (thrown) {
    return [`AnalysisTemplate ${name}: ${textOf(thrown)}`];
  }
}

function withDummyValue(argument: RawArgument): RawArgument {
  if (!isUnset(argument.valueFrom) && !isUnset(argument.value)) {
    throw new Fault('TEMPLATE_INVALID', `arg '${argument.name}' has both Value and ValueFrom fields`);
  }
  return { name: argument.name, value: argument.value ?? 'dummy-value' };
}

function isUnset(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function invalid(path: string, value: string, text: string): string {
  return `${path}: Invalid value: ${quote(value)}: ${text}`;
}
