import type { JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn, textsIn } from '../../../../src/core/json-members.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import type { Phase } from '../../../../src/resources/run-status.ts';
import type { Check } from '../step.ts';
import type { World } from '../world.ts';
import { sameOr } from './pods.ts';

/** So many AnalysisRuns were made and kept. */
export function runs(count: number): Check {
  return {
    says: `${count} AnalysisRuns`,
    missing: (world) => {
      const seen = world.owned('analysisRuns');
      return seen.length === count
        ? undefined
        : `there are ${seen.map((run) => nameOf(run).name).join(', ') || 'none'}`;
    },
  };
}

/** What a run is for: the value of its label `rollout-type`. */
export type RunType = 'Background' | 'Step' | 'PrePromotion' | 'PostPromotion';

/** The newest run of a type is in a phase. */
export function run(type: RunType, phase: Phase): Check {
  return {
    says: `the ${type} run is ${phase}`,
    missing: (world) => {
      const seen = textIn(objectIn(newest(world, type), 'status'), 'phase');
      return seen === phase ? undefined : `it is ${seen || 'not there'}`;
    },
  };
}

/** The first metric of the newest run of a type, and its last measurement, have a phase. */
export function firstMetric(type: RunType, phase: Phase): Check {
  return {
    says: `the first metric of the ${type} run is ${phase}, and its last measurement`,
    missing: (world) => {
      const [metric] = listIn(objectIn(newest(world, type), 'status'), 'metricResults');
      const measurement = listIn(metric, 'measurements').at(-1);
      return sameOr(
        { metric: phase, measurement: phase },
        { metric: textIn(metric, 'phase'), measurement: textIn(measurement, 'phase') },
      );
    },
  };
}

/** The first metric of the newest run of a type counts so many measurements. */
export function measured(type: RunType, count: number): Check {
  return {
    says: `the ${type} run measured ${count} times`,
    missing: (world) => {
      const [metric] = listIn(objectIn(newest(world, type), 'status'), 'metricResults');
      return metric?.['count'] === count ? undefined : `it is ${JSON.stringify(metric)}`;
    },
  };
}

function newest(world: World, type: RunType): JsonObject | undefined {
  const made = world
    .owned('analysisRuns')
    .filter((run) => textsIn(objectIn(run, 'metadata'), 'labels')['rollout-type'] === type);
  const at = (run: JsonObject): string => textIn(objectIn(run, 'metadata'), 'creationTimestamp');
  return made.toSorted((a, b) => at(a).localeCompare(at(b))).at(-1);
}
