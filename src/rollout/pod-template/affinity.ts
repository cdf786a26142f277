import { always, list, pointer, struct, text, whole } from '../hash/go-type.ts';
import { labelSelector } from './metadata.ts';

const nodeSelectorRequirement = struct({ key: always(text), operator: always(text), values: list(text) });

const nodeSelectorTerm = struct({
  matchExpressions: list(nodeSelectorRequirement),
  matchFields: list(nodeSelectorRequirement),
});

const podAffinityTerm = struct({
  labelSelector: pointer(labelSelector),
  namespaces: list(text),
  topologyKey: always(text),
  namespaceSelector: pointer(labelSelector),
  matchLabelKeys: list(text),
  mismatchLabelKeys: list(text),
});

const weightedPodAffinityTerm = struct({ weight: always(whole), podAffinityTerm: always(podAffinityTerm) });

/** Where pods want to run. */
export const affinity = struct({
  nodeAffinity: pointer(
    struct({
      requiredDuringSchedulingIgnoredDuringExecution: pointer(
        struct({ nodeSelectorTerms: always(list(nodeSelectorTerm)) }),
      ),
      preferredDuringSchedulingIgnoredDuringExecution: list(
        struct({ weight: always(whole), preference: always(nodeSelectorTerm) }),
      ),
    }),
  ),
  podAffinity: pointer(
    struct({
      requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
      preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
    }),
  ),
  podAntiAffinity: pointer(
    struct({
      requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
      preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
    }),
  ),
});
