import type { ScalePaths } from '../../api/kind.ts';

/** Of workloads that say `spec.replicas` and select by labels. */
export const REPLICA_SCALE: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};
