import { parseStructs } from './parse-structs.ts';
import { AUTOSCALING_STRUCTS } from './tables/autoscaling.ts';
import { METADATA_STRUCTS } from './tables/metadata.ts';
import { NETWORK_STRUCTS } from './tables/network.ts';
import { OBJECTS_STRUCTS } from './tables/objects.ts';
import { POD_STRUCTS } from './tables/pod.ts';
import { POD_STATUS_STRUCTS } from './tables/pod-status.ts';
import { VOLUMES_STRUCTS } from './tables/volumes.ts';
import { WORKLOADS_STRUCTS } from './tables/workloads.ts';

/** Finds what an object or a part of one looks like by its name in Kubernetes 1.35: `Pod`, `PodSpec`, `v2.MetricSpec`. Throws for any other name. */
export const structNamed = parseStructs([
  METADATA_STRUCTS,
  OBJECTS_STRUCTS,
  POD_STRUCTS,
  POD_STATUS_STRUCTS,
  VOLUMES_STRUCTS,
  WORKLOADS_STRUCTS,
  NETWORK_STRUCTS,
  AUTOSCALING_STRUCTS,
]);
