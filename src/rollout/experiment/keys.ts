/** Annotations that lead from a ReplicaSet or a Service back to its Experiment and template. @see rollout.md §1 */
export const EXPERIMENT_NAME = 'experiment.argoproj.io/name';
export const EXPERIMENT_TEMPLATE = 'experiment.argoproj.io/template-name';

/** Annotation of a ReplicaSet: until when its pods stay, RFC 3339. */
export const SCALE_DOWN_DEADLINE = 'scale-down-deadline';

/** Label that says which controller something belongs to. */
export const INSTANCE_ID_LABEL = 'argo-rollouts.argoproj.io/controller-instance-id';
