import type { JsonObject } from '../../core/json.ts';
import { clientPhase } from '../phase/client-phase.ts';
import type { PhaseAndMessage } from '../phase/rollout-phase.ts';
import { Fields } from '../reading/fields.ts';
import { readRollout } from '../reading/read-rollout.ts';

/**
 * The phase of a Rollout as a person shall see it. A change of the workload that `workloadRef` names counts as unseen until
 * the controller has taken it in. (Upstream's commands do not look at the workload's generation: right after such a
 * change they tell the phase of the update before.)
 *
 * @param workload  the workload; when it is not at hand, the generation counts that the Rollout's annotation names
 * @see reference/interfaces.md §3.17, §4.3
 */
export function seenPhase(object: JsonObject, workload?: JsonObject): PhaseAndMessage {
  const rollout = readRollout(object);
  const live = new Fields(workload).below('metadata').whole('generation');
  const seen = live === undefined ? rollout : { ...rollout, workloadGeneration: live };
  return clientPhase(seen, rollout.spec.workload !== undefined);
}
