import { Fault, textOf } from '../core/fault.ts';
import type { JsonObject } from '../core/json.ts';
import { effectiveCount } from '../resources/read-metric.ts';
import type { RawArgument, RolloutArgument } from '../resources/schema/argument.ts';
import { bind } from './bind.ts';
import type { Collected, NamedTemplate } from './collect.ts';
import { flatten } from './flatten.ts';
import { overlay } from './overlay.ts';
import { type AnalysisUse, backgroundAnalysis, stepAnalyses } from './rollout-analyses.ts';
import { rolloutArguments } from './rollout-arguments.ts';

/** What is wrong with one analysis of a Rollout. */
export interface AnalysisFault {
  /** Field path of its templates. */
  readonly path: string;
  /** The template, or all of them: `templateNames: [a b]`. */
  readonly value: string;
  readonly detail: string;
}

/**
 * Checks one analysis of a Rollout against the templates that it comes to.
 *
 * @param collected  its templates, nested ones included
 * @returns          upstream's errors in order; templates that do not go together hide what is wrong with each
 * @see analysis.md §12.2
 */
export function analysisFaults(use: AnalysisUse, collected: Collected, rollout: JsonObject): readonly AnalysisFault[] {
  const { path } = use;
  const templates = [...collected.namespaced, ...collected.cluster];
  const merge = mergeFault(use, collected, rollout);
  if (merge !== undefined) {
    const value = `templateNames: [${templates.map(({ name }) => name).join(' ')}]`;
    return [{ path, value, detail: merge }];
  }
  return templates.flatMap((template) => {
    const faults = use.kind === 'background' ? missingArguments(template, rollout) : metricFaults(template);
    return faults.map((detail) => ({ path, value: template.name, detail }));
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
function missingArguments({ spec }: NamedTemplate, rollout: JsonObject): readonly string[] {
  const open = (spec.args ?? []).filter(({ value, valueFrom }) => isUnset(value) && isUnset(valueFrom));
  const given = backgroundAnalysis(rollout)?.args;
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
