import type { RolloutStatus } from '../../../src/rollout/status.ts';
import { type CanaryStrategy, maxTrafficWeight } from '../../../src/rollout/strategy.ts';
import type { Judged } from './judged.ts';
import { selectedBy } from './objects.ts';
import type { Split } from './router.ts';
import type { Scenario } from './scenario.ts';

/** Where traffic goes is told by routers. */
interface Routed extends Pick<Judged, 'strategy' | 'status' | 'cluster'> {
  readonly scenario: Pick<Scenario, 'routesBy'>;
  routerOf(name: string): { readonly split: Split };
}

/** @see Judged */
export function trafficOf(world: Routed): ReadonlyMap<string, number> {
  const { strategy } = world;
  const services = world.cluster.of('Service');
  if (strategy.kind === 'blueGreen') return new Map([[selectedBy(services, strategy.activeService), 1]]);
  if (strategy.trafficRouting === undefined) return new Map();
  const all = maxTrafficWeight(strategy);
  const shares = new Map<string, number>();
  const add = (hash: string, weight: number): void => {
    shares.set(hash, Math.max(shares.get(hash) ?? 0, weight / all));
  };
  for (const name of strategy.trafficRouting.routers) {
    const { split } = world.routerOf(name);
    const by = world.scenario.routesBy === 'services' || split.stableHash === '';
    const stable = split.services?.stable ?? trafficServices(strategy, world.status).stable;
    const canary = split.services?.canary ?? '';
    const others = split.additional.reduce((sum, { weight }) => sum + weight, 0);
    add(by ? selectedBy(services, canary) : split.canaryHash, split.weight);
    add(by ? selectedBy(services, stable) : split.stableHash, all - split.weight - others);
    for (const { podTemplateHash, weight } of split.additional) add(podTemplateHash, weight);
  }
  return shares;
}

/** Whether what comes to a Service is users' traffic. */
export function takesTraffic(service: string, world: Routed): boolean {
  const { strategy } = world;
  if (strategy.kind === 'blueGreen') return service === strategy.activeService;
  if (strategy.trafficRouting === undefined || world.scenario.routesBy === 'hashes') return false;
  return strategy.trafficRouting.routers.some((name) => {
    const { services, weight, additional } = world.routerOf(name).split;
    const others = additional.reduce((sum, { weight }) => sum + weight, 0);
    if (services === undefined) return service === strategy.stableService;
    return service === services.canary ? weight > 0 : service === services.stable && weight + others < 100;
  });
}

/** The services that a canary's traffic goes to; of a pair that takes turns, as it stands now. */
export function trafficServices(
  { canaryService, stableService, pingPong }: CanaryStrategy,
  { canary: { stablePingPong } }: RolloutStatus,
): { readonly canary: string; readonly stable: string } {
  if (pingPong === undefined) return { canary: canaryService, stable: stableService };
  const { pingService, pongService } = pingPong;
  return stablePingPong === 'ping'
    ? { canary: pongService, stable: pingService }
    : { canary: pingService, stable: pongService };
}
