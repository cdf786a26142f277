/** Annotations that lead from a ReplicaSet or a Service back to its Experiment and template. @see rollout.md §1 */
export const EXPERIMENT_NAME = 'experiment.argoproj.io/name';
export const EXPERIMENT_TEMPLATE = 'experiment.argoproj.io/template-name';
