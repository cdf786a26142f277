import { always, flag, list, map, pointer, quantity, struct, text, whole } from '../hash/go-type.ts';
import { affinity } from './affinity.ts';
import { container, ephemeralContainer, resourceRequirements } from './container.ts';
import { labelSelector, objectMeta } from './metadata.ts';
import { localObjectReference } from './references.ts';
import { podSecurityContext } from './security.ts';
import { volume } from './volume.ts';

const podSpec = struct({
  volumes: list(volume),
  initContainers: list(container),
  containers: always(list(container)),
  ephemeralContainers: list(ephemeralContainer),
  restartPolicy: text,
  terminationGracePeriodSeconds: pointer(whole),
  activeDeadlineSeconds: pointer(whole),
  dnsPolicy: text,
  nodeSelector: map(text),
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: pointer(flag),
  nodeName: text,
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  shareProcessNamespace: pointer(flag),
  securityContext: pointer(podSecurityContext),
  imagePullSecrets: list(localObjectReference),
  hostname: text,
  subdomain: text,
  affinity: pointer(affinity),
  schedulerName: text,
  tolerations: list(
    struct({ key: text, operator: text, value: text, effect: text, tolerationSeconds: pointer(whole) }),
  ),
  hostAliases: list(struct({ ip: always(text), hostnames: list(text) })),
  priorityClassName: text,
  priority: pointer(whole),
  dnsConfig: pointer(
    struct({
      nameservers: list(text),
      searches: list(text),
      options: list(struct({ name: text, value: pointer(text) })),
    }),
  ),
  readinessGates: list(struct({ conditionType: always(text) })),
  runtimeClassName: pointer(text),
  enableServiceLinks: pointer(flag),
  preemptionPolicy: pointer(text),
  overhead: map(quantity),
  topologySpreadConstraints: list(
    struct({
      maxSkew: always(whole),
      topologyKey: always(text),
      whenUnsatisfiable: always(text),
      labelSelector: pointer(labelSelector),
      minDomains: pointer(whole),
      nodeAffinityPolicy: pointer(text),
      nodeTaintsPolicy: pointer(text),
      matchLabelKeys: list(text),
    }),
  ),
  setHostnameAsFQDN: pointer(flag),
  os: pointer(struct({ name: always(text) })),
  hostUsers: pointer(flag),
  schedulingGates: list(struct({ name: always(text) })),
  resourceClaims: list(
    struct({ name: always(text), resourceClaimName: pointer(text), resourceClaimTemplateName: pointer(text) }),
  ),
  resources: pointer(resourceRequirements),
  hostnameOverride: pointer(text),
});

/** `spec.template` of a Rollout: Kubernetes 0.34 (rollout.md §5.1). */
export const podTemplate = struct({ metadata: objectMeta, spec: podSpec });
