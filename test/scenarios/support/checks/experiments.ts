import type { JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../../src/core/json-members.ts';
import { nameOf, uidOf } from '../../../../src/kube/metadata.ts';
import { isControlledBy } from '../../../../src/rollout/owner.ts';
import type { Check } from '../step.ts';
import { hashOf, type World } from '../world.ts';
import { sameOr } from './pods.ts';

/** The scenario's Experiment is in a phase. */
export function experiment(phase: string): Check {
  return {
    says: `the experiment is ${phase}`,
    missing: (world) => {
      const seen = theExperiment(world);
      const was = textIn(objectIn(seen, 'status'), 'phase');
      return was === phase ? undefined : `it is ${was || 'not there'}: ${textIn(objectIn(seen, 'status'), 'message')}`;
    },
  };
}

/** So many Experiments were made. */
export function experiments(count: number): Check {
  return {
    says: `${count} experiments`,
    missing: (world) =>
      world.objects('experiments').length === count ? undefined : `there are ${world.objects('experiments').length}`,
  };
}

/** Pods and Services that the Experiment has. */
export function experimentHas(wanted: { readonly pods: number; readonly services: readonly string[] }): Check {
  return {
    says: `the experiment has ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const sets = ofExperiment(world, 'replicaSets');
      const seen = {
        pods: sets.flatMap((set) => world.podsOf(set)).length,
        services: ofExperiment(world, 'services').map((service) => nameOf(service).name),
      };
      return JSON.stringify(seen) === JSON.stringify(wanted) ? undefined : `it has ${JSON.stringify(seen)}`;
    },
  };
}

/** The Experiment of a step runs the pods of r1 and r2 under hashes of its own, and its Job was told all four hashes. */
export function experimentWhole(): Check {
  return {
    says: 'the experiment runs the pods of both revisions, and its Job knows the hashes',
    missing: (world) => {
      const specOf = (set: JsonObject | undefined): string =>
        JSON.stringify(objectIn(objectIn(set, 'spec'), 'template')['spec']);
      const [baseline, canary] = ['baseline', 'canary'].map((name) => templateSet(world, name));
      const hashes = [world.hash('r2'), world.hash('r1'), hashOf(baseline ?? {}), hashOf(canary ?? {})];
      const [job] = world.objects('jobs');
      const [container] = listIn(objectIn(objectIn(objectIn(job, 'spec'), 'template'), 'spec'), 'containers');
      const metadata = objectIn(job, 'metadata');
      return sameOr(
        {
          baseline: specOf(world.replicaSet('r1')),
          canary: specOf(world.replicaSet('r2')),
          told: hashes,
          different: 4,
          marks: ['label', 'annotation'],
        },
        {
          baseline: specOf(baseline),
          canary: specOf(canary),
          told: listIn(container, 'env').map((one) => textIn(one, 'value')),
          different: new Set(hashes).size,
          marks: [objectIn(metadata, 'labels')['mark'], objectIn(metadata, 'annotations')['mark']],
        },
      );
    },
  };
}

function templateSet(world: World, name: string): JsonObject | undefined {
  return ofExperiment(world, 'replicaSets').find((set) => nameOf(set).name.endsWith(`-${name}`));
}

/** The status of the Experiment's only AnalysisRun. */
export function experimentRun(says: string, holds: (status: JsonObject) => boolean): Check {
  return {
    says,
    missing: (world) => {
      const status = objectIn(ofExperiment(world, 'analysisRuns')[0], 'status');
      return holds(status) ? undefined : `its status is ${JSON.stringify(status)}`;
    },
  };
}

/** The only Experiment. */
export function theExperiment(world: World): JsonObject | undefined {
  return world.objects('experiments')[0];
}

/** What the Experiment controls. */
export function ofExperiment(world: World, kind: 'replicaSets' | 'services' | 'analysisRuns'): readonly JsonObject[] {
  const uid = uidOf(theExperiment(world) ?? {});
  return world.objects(kind).filter((object) => isControlledBy(object, uid));
}

/** What the status says of the templates. */
export function templateStatuses(world: World): readonly JsonObject[] {
  return listIn(objectIn(theExperiment(world), 'status'), 'templateStatuses');
}
