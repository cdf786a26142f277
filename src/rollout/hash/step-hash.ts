import { canaryStep } from './canary-step.ts';
import { goJson } from './go-json.ts';
import { list } from './go-type.ts';
import type { PartlyParsed } from './json-text.ts';
import { hashed, safeHash } from './safe-hash.ts';

/**
 * `status.currentStepHash`: changes whenever the steps do, which starts a running update over. Spelling counts: `10` and `"10s"` differ.
 *
 * @param steps  `spec.strategy.canary.steps` as the API gives them; undefined for a canary without steps, which has a hash too.
 *   The `config` of a plugin is hashed as it is spelt: in Kubernetes' spelling where it was parsed, letter for letter where it was kept.
 * @see rollout.md §5.2
 */
export function currentStepHash(steps: PartlyParsed | undefined): string {
  return safeHash(hashed(stepsJson(steps)));
}

/** The text that the hash is taken over. */
export function stepsJson(steps: PartlyParsed | undefined): string {
  return goJson(steps, list(canaryStep));
}

/** For `parseKeeping`: the settings of a step's plugin, somewhere below `steps`. */
export function isPluginConfig(path: readonly string[]): boolean {
  return path.slice(-3).join(' ') === 'steps plugin config';
}
