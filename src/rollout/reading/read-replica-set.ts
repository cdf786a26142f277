import type { Json } from '../../core/json.ts';
import { HASH_LABEL } from '../hash-label.ts';
import type { ReplicaSet } from '../replica-set.ts';
import { Fields } from './fields.ts';

/** Reads a ReplicaSet as the API gives it. */
export function readReplicaSet(json: Json): ReplicaSet {
  const set = new Fields(json);
  const status = set.below('status');
  return {
    name: set.below('metadata').text('name'),
    hash: set.below('metadata').below('labels').text(HASH_LABEL),
    replicas: set.below('spec').whole('replicas') ?? 1,
    created: status.whole('replicas') ?? 0,
    available: status.whole('availableReplicas') ?? 0,
  };
}
