import type { JsonObject } from '../../core/json.ts';

const POD_SPEC: JsonObject = { containers: null };
const TEMPLATE: JsonObject = { metadata: {}, spec: POD_SPEC };

/** Members that objects of a built-in kind have even when nothing is said, under group and kind. */
const ALWAYS_THERE = new Map<string, JsonObject>([
  ['/Namespace', { spec: {}, status: {} }],
  ['/Pod', { spec: POD_SPEC, status: {} }],
  ['/Service', { spec: {}, status: { loadBalancer: {} } }],
  ['/Node', { spec: {}, status: { daemonEndpoints: { kubeletEndpoint: {} }, nodeInfo: {} } }],
  ['/Event', { involvedObject: {}, source: {} }],
  ['/PersistentVolumeClaim', { spec: { resources: {} }, status: {} }],
  ['apps/ReplicaSet', { spec: { template: TEMPLATE }, status: {} }],
  ['apps/Deployment', { spec: { strategy: {}, template: TEMPLATE }, status: {} }],
  ['apps/StatefulSet', { spec: { template: TEMPLATE, updateStrategy: {} }, status: {} }],
  ['apps/DaemonSet', { spec: { template: TEMPLATE, updateStrategy: {} }, status: {} }],
  ['batch/Job', { spec: { template: TEMPLATE }, status: {} }],
  ['networking.k8s.io/Ingress', { spec: {}, status: { loadBalancer: {} } }],
  ['coordination.k8s.io/Lease', { spec: {} }],
  ['autoscaling/HorizontalPodAutoscaler', { spec: { scaleTargetRef: {} }, status: {} }],
  ['apiextensions.k8s.io/CustomResourceDefinition', { spec: { names: {} }, status: { acceptedNames: {} } }],
]);

/**
 * An object of a kind of which nothing is said. Nobody becomes the owner of the structs that are in it: they were there before whoever fills them.
 * For a custom kind, whose objects are maps, it is empty.
 */
export function emptyObject({ group, kind }: { readonly group: string; readonly kind: string }): JsonObject {
  return ALWAYS_THERE.get(`${group}/${kind}`) ?? {};
}
