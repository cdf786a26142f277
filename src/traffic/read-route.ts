import type { Json } from '../core/json.ts';
import { Fields } from '../rollout/reading/fields.ts';
import { readRollout } from '../rollout/reading/read-rollout.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { DEFAULT_APIS, type PingPong, type Route, type RouterApis } from './route.ts';

/** Reads what routers need of a Rollout as the API gives it, tolerantly as `readRollout` does. */
export function readRoute(json: Json, apis: RouterApis = DEFAULT_APIS): Route {
  const object = new Fields(json);
  const canary = object.below('spec').below('strategy').below('canary');
  const routing = canary.below('trafficRouting');
  const rollout = readRollout(json);
  const pingPong = canary.object('pingPong') && readPingPong(canary.below('pingPong'), object);
  const maxTrafficWeight = routing.whole('maxTrafficWeight');
  return {
    rollout,
    uid: object.below('metadata').text('uid'),
    stableService: canary.text('stableService'),
    canaryService: canary.text('canaryService'),
    ...(pingPong && { pingPong }),
    ...(maxTrafficWeight !== undefined && { maxTrafficWeight }),
    managedRoutes: routing.list('managedRoutes').map((route) => new Fields(route).text('name')),
    stepRoutes: stepRoutesOf(rollout),
    routing: canary.object('trafficRouting') ?? {},
    apis,
  };
}

/** As long as the status names none, pong is stable. */
function readPingPong(pingPong: Fields, rollout: Fields): PingPong {
  const ping = pingPong.text('pingService');
  const pong = pingPong.text('pongService');
  const isPingStable = rollout.below('status').below('canary').text('stablePingPong') === 'ping';
  return isPingStable ? { stable: ping, canary: pong } : { stable: pong, canary: ping };
}

function stepRoutesOf({ spec: { strategy } }: Rollout): readonly string[] {
  if (strategy.kind !== 'canary') return [];
  return strategy.steps
    .flatMap(({ setHeaderRoute, setMirrorRoute }) => [setHeaderRoute?.name, setMirrorRoute?.name])
    .filter((name) => name !== undefined);
}
