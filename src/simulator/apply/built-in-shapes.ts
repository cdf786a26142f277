import type { Json } from '../../core/json.ts';
import { type MergeShape, PLAIN, SET, TEXTS_BY_NAME, WHOLE } from './merge-shape.ts';
import { OBJECT_META } from './object-meta-shape.ts';

/*
 * How writers share objects of the built-in kinds, as the OpenAPI documents of Kubernetes 1.35 say (`/openapi/v3`). Only what differs from `plain`
 * is written down: lists with keys, sets, maps, and objects that are owned as a whole.
 */

function fields(said: Readonly<Record<string, MergeShape>>): MergeShape {
  return { as: 'members', fields: said, others: PLAIN };
}

/** A list of objects; what a key is when it is not said comes with it, mostly an empty text. */
function keyed(keys: Readonly<Record<string, Json>>, item: MergeShape = PLAIN): MergeShape {
  return { as: 'keyed', keys: Object.keys(keys), keyDefaults: keys, item };
}

const BY_NAME = { name: '' };
const BY_TYPE = { type: '' };
const CONDITIONS = fields({ conditions: keyed(BY_TYPE) });

const AMOUNTS = fields({ limits: TEXTS_BY_NAME, requests: TEXTS_BY_NAME, claims: keyed(BY_NAME) });

const ENV = fields({
  valueFrom: fields({
    configMapKeyRef: WHOLE,
    fieldRef: WHOLE,
    fileKeyRef: WHOLE,
    resourceFieldRef: WHOLE,
    secretKeyRef: WHOLE,
  }),
});

const CONTAINER = fields({
  env: keyed(BY_NAME, ENV),
  ports: keyed({ containerPort: 0, protocol: 'TCP' }),
  resources: AMOUNTS,
  volumeDevices: keyed({ devicePath: '' }),
  volumeMounts: keyed({ mountPath: '' }),
});

const CLAIM = fields({ dataSource: WHOLE, resources: AMOUNTS, selector: WHOLE });
const WITH_SECRET = fields({ secretRef: WHOLE });

const VOLUME = fields({
  cephfs: WITH_SECRET,
  cinder: WITH_SECRET,
  csi: fields({ nodePublishSecretRef: WHOLE, volumeAttributes: TEXTS_BY_NAME }),
  ephemeral: fields({ volumeClaimTemplate: fields({ metadata: OBJECT_META, spec: CLAIM }) }),
  flexVolume: fields({ secretRef: WHOLE, options: TEXTS_BY_NAME }),
  iscsi: WITH_SECRET,
  rbd: WITH_SECRET,
  scaleIO: WITH_SECRET,
  storageos: WITH_SECRET,
});

const POD_SPEC = fields({
  affinity: fields({ nodeAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: WHOLE }) }),
  containers: keyed(BY_NAME, CONTAINER),
  ephemeralContainers: keyed(BY_NAME, CONTAINER),
  hostAliases: keyed({ ip: '' }),
  imagePullSecrets: keyed(BY_NAME, WHOLE),
  initContainers: keyed(BY_NAME, CONTAINER),
  nodeSelector: WHOLE,
  overhead: TEXTS_BY_NAME,
  resourceClaims: keyed(BY_NAME),
  resources: AMOUNTS,
  schedulingGates: keyed(BY_NAME),
  topologySpreadConstraints: keyed({ topologyKey: '', whenUnsatisfiable: '' }, fields({ labelSelector: WHOLE })),
  volumes: keyed(BY_NAME, VOLUME),
});

const POD_STATUS = fields({
  allocatedResources: TEXTS_BY_NAME,
  conditions: keyed(BY_TYPE),
  podIPs: keyed({ ip: '' }),
  resourceClaimStatuses: keyed(BY_NAME),
  resources: AMOUNTS,
});

/** A kind that makes pods. */
const WORKLOAD = fields({
  metadata: OBJECT_META,
  spec: fields({ selector: WHOLE, template: fields({ metadata: OBJECT_META, spec: POD_SPEC }) }),
  status: CONDITIONS,
});

const BACKEND = fields({ resource: WHOLE, service: fields({ port: WHOLE }) });

/** What is known of any object. */
const ANY_KIND = fields({ metadata: OBJECT_META });

/** Under group and kind. */
const SHAPES = new Map<string, MergeShape>([
  ['/Namespace', fields({ metadata: OBJECT_META, status: CONDITIONS })],
  ['/Pod', fields({ metadata: OBJECT_META, spec: POD_SPEC, status: POD_STATUS })],
  [
    '/Service',
    fields({
      metadata: OBJECT_META,
      spec: fields({ ports: keyed({ port: 0, protocol: 'TCP' }), selector: WHOLE }),
      status: CONDITIONS,
    }),
  ],
  ['/ConfigMap', fields({ metadata: OBJECT_META, data: TEXTS_BY_NAME, binaryData: TEXTS_BY_NAME })],
  ['/Secret', fields({ metadata: OBJECT_META, data: TEXTS_BY_NAME, stringData: TEXTS_BY_NAME })],
  ['/ServiceAccount', fields({ metadata: OBJECT_META, secrets: { as: 'keyed', keys: ['name'], item: WHOLE } })],
  ['/PodTemplate', fields({ metadata: OBJECT_META, template: fields({ metadata: OBJECT_META, spec: POD_SPEC }) })],
  ['/Event', fields({ metadata: OBJECT_META, involvedObject: WHOLE, related: WHOLE })],
  [
    '/Node',
    fields({
      metadata: OBJECT_META,
      spec: fields({ podCIDRs: SET }),
      status: fields({
        addresses: keyed(BY_TYPE),
        allocatable: TEXTS_BY_NAME,
        capacity: TEXTS_BY_NAME,
        conditions: keyed(BY_TYPE),
      }),
    }),
  ],
  ['apps/ReplicaSet', WORKLOAD],
  ['apps/Deployment', WORKLOAD],
  ['apps/StatefulSet', WORKLOAD],
  ['apps/DaemonSet', WORKLOAD],
  [
    'batch/Job',
    fields({
      metadata: OBJECT_META,
      spec: fields({ selector: WHOLE, template: fields({ metadata: OBJECT_META, spec: POD_SPEC }) }),
      // Its conditions are owned as a whole, unlike those of others.
      status: fields({ uncountedTerminatedPods: fields({ failed: SET, succeeded: SET }) }),
    }),
  ],
  ['networking.k8s.io/Ingress', fields({ metadata: OBJECT_META, spec: fields({ defaultBackend: BACKEND }) })],
  ['autoscaling/HorizontalPodAutoscaler', fields({ metadata: OBJECT_META, status: CONDITIONS })],
  ['apiextensions.k8s.io/CustomResourceDefinition', fields({ metadata: OBJECT_META, status: CONDITIONS })],
]);

/** How writers share objects of a built-in kind; one that is not in the table has nothing special but its metadata. */
export function builtInShape(kind: { readonly group: string; readonly kind: string }): MergeShape {
  return SHAPES.get(`${kind.group}/${kind.kind}`) ?? ANY_KIND;
}
