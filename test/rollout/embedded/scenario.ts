import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { type Scenario, scenarioOf } from '../model/scenario.ts';

/** The model's scenario of a seed, with Istio in the place of routers that there are no real ones of. */
export function embeddedScenarioOf(seed: number): Scenario {
  const scenario = scenarioOf(seed);
  const strategy = new Fields(scenario.spec).below('strategy');
  const routing = strategy.below('canary').object('trafficRouting');
  if (routing === undefined) return scenario;
  const canary = { ...strategy.object('canary'), trafficRouting: throughIstio(routing) };
  return { ...scenario, spec: { ...scenario.spec, strategy: { canary } } };
}

/** Istio's weights are of a hundred. */
function throughIstio(routing: JsonObject): JsonObject {
  const { managedRoutes = [] } = routing;
  return { managedRoutes, istio: { virtualService: { name: 'shop', routes: ['primary'] } } };
}
