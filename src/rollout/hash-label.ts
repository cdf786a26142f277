/** The label that tells the pods of one revision from another's: on ReplicaSets, pods, runs, and in the selectors of Services (rollout.md §1). */
export const HASH_LABEL = 'rollouts-pod-template-hash';
