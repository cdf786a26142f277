/** The kinds that scenarios are about, each with its collection. */
export const COLLECTIONS = {
  Rollout: '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts',
  ReplicaSet: '/apis/apps/v1/namespaces/default/replicasets',
  Service: '/api/v1/namespaces/default/services',
  Pod: '/api/v1/namespaces/default/pods',
  AnalysisTemplate: '/apis/argoproj.io/v1alpha1/namespaces/default/analysistemplates',
  AnalysisRun: '/apis/argoproj.io/v1alpha1/namespaces/default/analysisruns',
  VirtualService: '/apis/networking.istio.io/v1alpha3/namespaces/default/virtualservices',
  Experiment: '/apis/argoproj.io/v1alpha1/namespaces/default/experiments',
} as const;

export type Kind = keyof typeof COLLECTIONS;

export function isKind(kind: string): kind is Kind {
  return kind in COLLECTIONS;
}

export function pluralOf(kind: Kind): string {
  return COLLECTIONS[kind].split('/').at(-1) ?? '';
}

/** The kind whose objects have this plural, such as `replicasets`. */
export function kindWithPlural(plural: string): Kind | undefined {
  return Object.keys(COLLECTIONS)
    .filter(isKind)
    .find((kind) => pluralOf(kind) === plural);
}
