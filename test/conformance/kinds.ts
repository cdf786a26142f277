import type { Kind } from './kind.ts';

/** Kinds that run, by name; each loads its room only when asked for. */
export const KINDS: Readonly<Record<string, () => Promise<Kind>>> = {
  expr: async () => (await import('./kinds/expr.ts')).exprKind,
  evaluate: async () => (await import('./kinds/evaluate.ts')).evaluateKind,
  prometheus: async () => (await import('./kinds/prometheus.ts')).prometheusKind,
  webjson: async () => (await import('./kinds/webjson.ts')).webJsonKind,
  graphite: async () => (await import('./kinds/graphite.ts')).graphiteKind,
  newrelic: async () => (await import('./kinds/newrelic.ts')).newRelicKind,
  datadog: async () => (await import('./kinds/datadog.ts')).datadogKind,
  analysis: async () => (await import('./kinds/analysis.ts')).analysis,
  arguments: async () => (await import('./kinds/arguments.ts')).argumentsKind,
  'validate-analysis': async () => (await import('./kinds/validate-analysis.ts')).validateAnalysisKind,
  'pod-hash': async () => (await import('./kinds/pod-hash.ts')).podHashKind,
  replicas: async () => (await import('./kinds/replicas.ts')).replicasKind,
  phase: async () => (await import('./kinds/phase.ts')).phaseKind,
  'anti-affinity': async () => (await import('./kinds/anti-affinity.ts')).antiAffinityKind,
  'validate-rollout': async () => (await import('./kinds/validate-rollout.ts')).validateRolloutKind,
  traffic: async () => (await import('./kinds/traffic.ts')).trafficKind,
  sync: async () => (await import('./kinds/sync.ts')).syncKind,
  hash: async () => (await import('./kinds/hash.ts')).hashKind,
  patches: async () => (await import('./kinds/patches.ts')).patchesKind,
  tree: async () => (await import('./kinds/tree.ts')).treeKind,
};

/** Kinds of which a part waits for its feature: those lines count as not built. */
export const PARTLY_BUILT: readonly string[] = ['traffic'];

/** Kinds whose rooms do not exist yet: their lines are counted as not built. */
export const NOT_BUILT: readonly string[] = [
  'cloudwatch',
  'gotemplate',
  'influxdb',
  'kayenta',
  'lint',
  'notify',
  'skywalking',
  'wavefront',
];
