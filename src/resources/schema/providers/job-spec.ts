import { type TProperties, Type } from 'typebox';
import type { JsonObject } from '../../../core/json.ts';

/**
 * An object that takes any field, and names those whose place in Go's struct is known. Their order is all that counts here:
 * what a Job may hold is the cluster's business.
 */
function inGoOrder(names: string, known: TProperties = {}, description?: string) {
  const properties = names.split(' ').map((name) => [name, Type.Optional(known[name] ?? ANYTHING)] as const);
  return Type.Object(Object.fromEntries(properties), {
    additionalProperties: true,
    ...(description && { description }),
  });
}

const ANYTHING = Type.Unknown({ keepsZero: true });
/** A map: Go sorts its names. */
const MAP = Type.Record(Type.String(), Type.Unknown());

const metadata = inGoOrder(
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers',
  { labels: MAP, annotations: MAP },
);

const env = inGoOrder('name value valueFrom', {
  valueFrom: inGoOrder('fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef', {
    secretKeyRef: inGoOrder('name key optional'),
    configMapKeyRef: inGoOrder('name key optional'),
  }),
});

const container = inGoOrder(
  'name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  {
    envFrom: Type.Array(inGoOrder('prefix configMapRef secretRef')),
    env: Type.Array(env),
    resources: inGoOrder('limits requests claims', { limits: MAP, requests: MAP }),
    volumeMounts: Type.Array(
      inGoOrder('name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr'),
    ),
  },
);

const pod = inGoOrder(
  'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride',
  { initContainers: Type.Array(container), containers: Type.Array(container), nodeSelector: MAP },
);

/** The spec of a Kubernetes Job, open to whatever the cluster knows. */
export const JobSpecSchema = Type.Unsafe<JsonObject>(
  inGoOrder(
    'parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector manualSelector template ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy',
    { template: inGoOrder('metadata spec', { metadata, spec: pod }, 'The pod.') },
    'A Kubernetes Job: the spec of batch/v1.',
  ),
);

/** Metadata of a Job; only labels and annotations are used. */
export const JobMetadataSchema = Type.Unsafe<JsonObject>({
  ...metadata,
  description: 'Labels and annotations for the Job; other fields are not used.',
});
