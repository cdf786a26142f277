import type { Kind } from './kind.ts';

/** Kinds that run, by name; each loads its room only when asked for. */
export const KINDS: Readonly<Record<string, () => Promise<Kind>>> = {};

/** Kinds whose rooms do not exist yet: their lines are counted as not built. */
export const NOT_BUILT: readonly string[] = [
  'analysis',
  'anti-affinity',
  'arguments',
  'cloudwatch',
  'datadog',
  'evaluate',
  'expr',
  'gotemplate',
  'graphite',
  'hash',
  'influxdb',
  'kayenta',
  'lint',
  'newrelic',
  'notify',
  'patches',
  'phase',
  'pod-hash',
  'prometheus',
  'replicas',
  'skywalking',
  'sync',
  'traffic',
  'tree',
  'validate-analysis',
  'validate-rollout',
  'wavefront',
  'webjson',
];
