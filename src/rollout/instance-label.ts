/** The label that gives an object to one of several controllers (rollout.md §22). */
export const INSTANCE_LABEL = 'argo-rollouts.argoproj.io/controller-instance-id';
