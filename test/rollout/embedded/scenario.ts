import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { type Scenario, scenarioOf } from '../model/scenario.ts';

/** The model's scenario of a seed, as far as it can be played on an embedded cluster. */
export function embeddedScenarioOf(seed: number): Scenario {
  for (let tried = seed; ; tried += 1_000_000) {
    const scenario = scenarioOf(tried);
    if (!isRouted(scenario.spec)) return { ...scenario, seed };
  }
}

function isRouted(spec: JsonObject): boolean {
  return 'trafficRouting' in (new Fields(spec).below('strategy').object('canary') ?? {});
}
