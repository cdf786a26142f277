import type { Clock } from '../core/clock.ts';
import { type Millis, millisOf } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import type { ApiKind } from './api/kind.ts';
import type { EmbeddedApi } from './api/start-api.ts';
import { startApi } from './api/start-api.ts';
import { applyPatch } from './apply/apply-patch.ts';
import { noteWrite } from './apply/note-write.ts';
import { DeploymentController } from './controllers/deployments/deployment-controller.ts';
import { DisruptionController } from './controllers/disruptions/disruption-controller.ts';
import { followKinds } from './controllers/follow-kinds.ts';
import { furnish } from './controllers/furnish.ts';
import { GarbageCollector } from './controllers/garbage/garbage-collector.ts';
import { JobController } from './controllers/jobs/job-controller.ts';
import { Floor } from './controllers/loop/floor.ts';
import { NamespaceController } from './controllers/namespaces/namespace-controller.ts';
import type { BehaviourOf } from './controllers/pods/behaviour.ts';
import { defaultBehaviour } from './controllers/pods/default-behaviour.ts';
import { Node } from './controllers/pods/node.ts';
import { ReplicaSetController } from './controllers/replica-sets/replica-set-controller.ts';
import { EndpointsController } from './controllers/services/endpoints-controller.ts';
import { builtInKinds } from './kinds/built-in-kinds.ts';
import { definitionStatus } from './schemas/definition-status.ts';
import { kindsOf as kindsRead } from './schemas/kinds-of.ts';

/** What an embedded cluster is made of. */
export interface ClusterOptions {
  /** The only time there is. The cluster stands still where the clock does. */
  readonly clock: Clock;
  /** Numbers from 0 up to, but not including, 1: uids and generated names are made of them. */
  readonly random: () => number;
  /** From bound to a node to running. Default 1 s. Not asked where `behaviourOf` is given. */
  readonly podStart?: Millis;
  /** What pods do. Default: see `defaultBehaviour`. */
  readonly behaviourOf?: BehaviourOf;
  /** Whether controllers and the node tell events. They are most of what is written. Default true. */
  readonly tellsEvents?: boolean;
  /** Reads the kinds out of a CustomResourceDefinition. Default: the schemas' own; whoever starts many clusters may keep what it read. */
  readonly kindsOf?: (definition: JsonObject) => readonly ApiKind[];
  /** From a change to the moment at which controllers look at it. Default 5 ms. */
  readonly pause?: Millis;
}

/** A Kubernetes cluster in memory: the API, and who works on it. */
export interface EmbeddedCluster {
  readonly api: EmbeddedApi;
  /** Lets nothing happen by itself any more. The API still answers. */
  stop(): void;
}

const POD_START = millisOf(1_000);
const PAUSE = millisOf(5);

/**
 * Starts a cluster as it is right after Kubernetes was installed: one node, four namespaces, and controllers for Deployments, ReplicaSets, Jobs, namespaces and
 * garbage. The same calls on the same clock with the same chance give the same bytes.
 */
export function startCluster(options: ClusterOptions): EmbeddedCluster {
  const { clock, random, podStart = POD_START, pause = PAUSE, tellsEvents = true, kindsOf = kindsRead } = options;
  const api = startApi({
    kinds: builtInKinds,
    clock,
    random,
    kindsOf,
    definitionStatusOf: definitionStatus,
    ownership: { applyPatch, noteWrite },
  });
  const floor = new Floor({ clock, api, pause, tellsEvents });
  furnish(floor.client);
  // The order in which they are made is the order in which they work.
  const tellKinds = followKinds(floor);
  const namespaces = new NamespaceController(floor);
  new DeploymentController(floor).start();
  new ReplicaSetController(floor).start();
  new JobController(floor).start();
  new Node(floor, options.behaviourOf ?? defaultBehaviour(podStart)).start();
  new EndpointsController(floor).start();
  new DisruptionController(floor).start();
  const garbage = new GarbageCollector(floor);
  tellKinds(namespaces);
  tellKinds(garbage);
  namespaces.start();
  return { api, stop: () => floor.stop() };
}
