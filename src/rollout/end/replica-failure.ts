import type { ConditionNow } from '../conditions/set-condition.ts';
import { Fields } from '../reading/fields.ts';
import type { LiveSets } from '../replica-sets/find-sets.ts';

/** Why pods could not be made, by the condition of a ReplicaSet: the new one's before any other's. */
export function failureOf({ newRS, all }: LiveSets): ConditionNow | undefined {
  for (const set of newRS === undefined ? all : [newRS, ...all]) {
    const conditions = new Fields(set.json).below('status').list('conditions');
    const failure = conditions
      .map((json) => new Fields(json))
      .find((condition) => condition.text('type') === 'ReplicaFailure');
    if (failure === undefined) continue;
    const status = failure.oneOf('status', ['True', 'False']) ?? 'Unknown';
    return { type: 'ReplicaFailure', status, reason: failure.text('reason'), message: failure.text('message') };
  }
  return undefined;
}
