import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Observed } from '../../../rollout/observed.ts';
import { isControlledBy } from '../../../rollout/owner.ts';
import { readReplicaSet } from '../../../rollout/reading/read-replica-set.ts';
import type { ReplicaSet } from '../../../rollout/replica-set.ts';
import type { RouterAnswer, RouterCall, Routing } from '../../../rollout/traffic/routing.ts';
import { readRoute } from '../../../traffic/read-route.ts';
import { readHeaderRoute, readMirrorRoute } from '../../../traffic/read-steps.ts';
import { ROUTERS } from '../../../traffic/registry.ts';
import type { Route } from '../../../traffic/route.ts';
import type { Router } from '../../../traffic/router.ts';
import { uidOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import { clusterObjects } from '../../traffic/cluster-objects.ts';
import { type Steering, type SteeringDeps, steer } from '../../traffic/steer.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';

/** What telling routers needs of a controller's parts. */
export type TellingParts = Pick<
  Parts,
  'cluster' | 'caches' | 'writer' | 'recorder' | 'measures' | 'log' | 'routerApis'
>;

/**
 * Tells a Rollout's routers what a plan asks of them: one after another, each everything, until one fails. What is said already is not
 * written again, so it may be repeated.
 *
 * @param rollout   as the API gives it; the routers' events are its own
 * @param observed  what the plan was made from
 * @returns an answer of each router that was asked. None of those that are built can see whether a weight is in force
 * @throws Fault LEASE_LOST; everything else that goes wrong is an answer, in upstream's words
 */
export async function tellRouters(
  routing: Routing,
  rollout: JsonObject,
  observed: Pick<Observed, 'replicaSets'>,
  parts: TellingParts,
): Promise<readonly RouterAnswer[]> {
  const told: Told = {
    route: readRoute(rollout, parts.routerApis),
    replicaSets: observed.replicaSets.filter((set) => isControlledBy(set, uidOf(rollout))).map(readReplicaSet),
    deps: { objects: clusterObjects(parts), tell: (event) => tellEvent(parts, rollout, event) },
  };
  const answers: RouterAnswer[] = [];
  for (const name of routing.routers) {
    const answer = await tellRouter(routerOf(name), routing.calls, told);
    answers.push(answer);
    if (answer.kind === 'failed') break;
  }
  return answers;
}

interface Told {
  readonly route: Route;
  readonly replicaSets: readonly ReplicaSet[];
  readonly deps: SteeringDeps;
}

/** A Rollout that names another router is held, and asks nothing of any. */
function routerOf(name: string): Router {
  const router = ROUTERS.find((router) => router.name === name);
  if (router === undefined) throw new Fault('TRAFFIC_INVALID', `router "${name}" is not built`, { router: name });
  return router;
}

async function tellRouter(router: Router, calls: readonly RouterCall[], told: Told): Promise<RouterAnswer> {
  for (const call of calls) {
    const steering = steeringOf(call, told.replicaSets);
    if (steering === undefined) continue;
    try {
      await steerAgain(router, steering, told);
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'LEASE_LOST') throw error;
      return { kind: 'failed', call: call.kind, error: error.message };
    }
  }
  return { kind: 'told' };
}

/** Undefined for what no router that is built can do. */
function steeringOf(call: RouterCall, replicaSets: readonly ReplicaSet[]): Steering | undefined {
  switch (call.kind) {
    case 'removeManagedRoutes':
      return { kind: 'removeManagedRoutes' };
    case 'setHeaderRoute':
      return { kind: 'setHeaderRoute', header: readHeaderRoute(call.route) };
    case 'setMirrorRoute':
      return { kind: 'setMirrorRoute', mirror: readMirrorRoute(call.route) };
    case 'updateHash': {
      const { canaryHash: canary, stableHash: stable, additional } = call;
      return { kind: 'updateHash', hashes: { canary, stable, additional, replicaSets } };
    }
    case 'setWeight':
      return { kind: 'setWeight', split: { weight: call.weight, additional: call.additional } };
    case 'verifyWeight':
      return undefined;
  }
}

/** Others write the same objects; more conflicts than this in a row mean that two fight. */
const TRIES = 5;

/** Asks again with the newer version where somebody else has written an object in between. */
async function steerAgain(router: Router, steering: Steering, { route, deps }: Told): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await steer(router, route, steering, deps);
    } catch (error) {
      if (tries === TRIES || refusalOf(error)?.reason !== 'Conflict') throw error;
    }
  }
}
