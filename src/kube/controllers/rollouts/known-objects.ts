import type { JsonObject } from '../../../core/json.ts';
import type { Observed } from '../../../rollout/observed.ts';
import type { ObjectName } from '../../../rollout/plan/request.ts';
import { KINDS } from '../../kinds.ts';
import { nameOf } from '../../metadata.ts';
import type { Resource } from '../../resource.ts';
import type { Target } from '../../write/writer.ts';

/** The kinds that plans speak of. */
export const RESOURCES: Readonly<Record<ObjectName['kind'], Resource>> = {
  ReplicaSet: KINDS.replicaSets,
  Service: KINDS.services,
  AnalysisRun: KINDS.analysisRuns,
  Experiment: KINDS.experiments,
  Rollout: KINDS.rollouts,
  Pod: KINDS.pods,
  Deployment: KINDS.deployments,
};

/**
 * The objects that a plan was made from, save the Rollout itself, in the version in which they were last seen: a plan that writes an object twice writes the second
 * time over its own version, and over nobody else's.
 */
export class KnownObjects {
  readonly #observed: Readonly<Record<ObjectName['kind'], readonly JsonObject[]>>;
  readonly #written = new Map<string, JsonObject>();

  constructor(observed: Observed) {
    const { replicaSets, services, analysisRuns, experiments, pods, workload } = observed;
    this.#observed = {
      Rollout: [],
      ReplicaSet: replicaSets,
      Service: services,
      AnalysisRun: analysisRuns,
      Experiment: experiments,
      Pod: pods,
      Deployment: workload === undefined ? [] : [workload],
    };
  }

  /** @throws Error for an object that was not gathered: no plan speaks of one */
  get({ kind, name }: ObjectName): Target {
    const object =
      this.#written.get(`${kind}/${name}`) ?? this.#observed[kind].find((object) => nameOf(object).name === name);
    if (object === undefined) throw new Error(`${kind} "${name}" is to be changed, but was not gathered`);
    return { resource: RESOURCES[kind], object };
  }

  /** Takes in what became of an object. */
  wrote({ kind, name }: ObjectName, object: JsonObject): void {
    this.#written.set(`${kind}/${name}`, object);
  }
}
