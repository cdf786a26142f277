import { labelSelector } from '../pod-template/metadata.ts';
import { always, flag, json, list, map, pointer, struct, text, whole, wholeOrText } from './go-type.ts';

const runMetadata = struct({ labels: map(text), annotations: map(text) });

const argument = struct({
  name: always(text),
  value: text,
  valueFrom: pointer(
    struct({ podTemplateHashValue: pointer(text), fieldRef: pointer(struct({ fieldPath: always(text) })) }),
  ),
});

const dryRun = struct({ metricName: always(text) });

const analysis = struct({
  templates: list(struct({ templateName: always(text), clusterScope: pointer(flag) })),
  args: list(argument),
  dryRun: list(dryRun),
  measurementRetention: list(struct({ metricName: always(text), limit: always(whole) })),
  analysisRunMetadata: pointer(runMetadata),
});

const experiment = struct({
  templates: always(
    list(
      struct({
        name: always(text),
        specRef: always(text),
        replicas: pointer(whole),
        metadata: struct({ labels: map(text), annotations: map(text) }),
        selector: pointer(labelSelector),
        weight: pointer(whole),
        service: pointer(struct({ name: text })),
      }),
    ),
  ),
  duration: text,
  analyses: list(
    struct({
      name: always(text),
      templateName: always(text),
      clusterScope: pointer(flag),
      args: list(argument),
      requiredForCompletion: flag,
    }),
  ),
  dryRun: list(dryRun),
  analysisRunMetadata: runMetadata,
  scaleDownDelaySeconds: pointer(whole),
});

const stringMatch = struct({ exact: text, prefix: text, regex: text });

/** One of `canary.steps`. */
export const canaryStep = struct({
  setWeight: pointer(whole),
  pause: pointer(struct({ duration: pointer(wholeOrText) })),
  experiment: pointer(experiment),
  analysis: pointer(analysis),
  setCanaryScale: pointer(struct({ weight: pointer(whole), replicas: pointer(whole), matchTrafficWeight: flag })),
  setHeaderRoute: pointer(
    struct({
      name: text,
      match: list(struct({ headerName: always(text), headerValue: always(pointer(stringMatch)) })),
    }),
  ),
  setMirrorRoute: pointer(
    struct({
      name: always(text),
      match: list(struct({ method: pointer(stringMatch), path: pointer(stringMatch), headers: map(stringMatch) })),
      percentage: pointer(whole),
    }),
  ),
  plugin: pointer(struct({ name: always(text), config: json })),
});
