import type { TSchema } from 'typebox';
import { AnalysisRunSchema, AnalysisTemplateSchema, ClusterAnalysisTemplateSchema } from './documents.ts';
import { ExperimentSchema } from './experiment/experiment.ts';
import { RolloutSchema } from './rollout/rollout.ts';

/** A kind as a cluster must know it. Its group and version are `API_VERSION`; the singular is the kind in small letters. */
export interface CustomResource {
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  /** What tables show beside the name. */
  readonly columns: readonly PrinterColumn[];
  readonly subresources: Subresources;
  readonly schema: TSchema;
}

export interface PrinterColumn {
  readonly name: string;
  readonly type: 'integer' | 'string' | 'date';
  /** JSONPath, from the object. */
  readonly jsonPath: string;
  readonly description: string;
}

/** Parts of an object that are written on their own. */
export interface Subresources {
  /** Whether the status is one. Without it, writing the status counts as a change of the object. */
  readonly status?: true;
  /** Where autoscalers find what they need: JSONPaths. */
  readonly scale?: {
    readonly specReplicasPath: string;
    readonly statusReplicasPath: string;
    readonly labelSelectorPath: string;
  };
}

const AGE: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'How long ago it was made',
};

const phase = (description: string): PrinterColumn => ({
  name: 'Status',
  type: 'string',
  jsonPath: '.status.phase',
  description,
});

const count = (name: string, jsonPath: string, description: string): PrinterColumn => ({
  name,
  type: 'integer',
  jsonPath,
  description,
});

/** The five kinds, as Argo Rollouts has them (rollout.md §1). */
export const CUSTOM_RESOURCES: readonly CustomResource[] = [
  {
    kind: 'Rollout',
    plural: 'rollouts',
    shortNames: ['ro'],
    scope: 'Namespaced',
    columns: [
      count('Desired', '.spec.replicas', 'Pods that are wanted'),
      count('Current', '.status.replicas', 'Pods in all'),
      count('Up-to-date', '.status.updatedReplicas', 'Pods of the new revision'),
      count('Available', '.status.availableReplicas', 'Pods that have been ready long enough'),
      AGE,
    ],
    subresources: {
      status: true,
      scale: {
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.HPAReplicas',
        labelSelectorPath: '.status.selector',
      },
    },
    schema: RolloutSchema,
  },
  {
    kind: 'Experiment',
    plural: 'experiments',
    shortNames: ['exp'],
    scope: 'Namespaced',
    columns: [phase('Where the experiment stands'), AGE],
    subresources: {},
    schema: ExperimentSchema,
  },
  {
    kind: 'AnalysisRun',
    plural: 'analysisruns',
    shortNames: ['ar'],
    scope: 'Namespaced',
    columns: [phase('Where the run stands'), AGE],
    subresources: {},
    schema: AnalysisRunSchema,
  },
  {
    kind: 'AnalysisTemplate',
    plural: 'analysistemplates',
    shortNames: ['at'],
    scope: 'Namespaced',
    columns: [AGE],
    subresources: {},
    schema: AnalysisTemplateSchema,
  },
  {
    kind: 'ClusterAnalysisTemplate',
    plural: 'clusteranalysistemplates',
    shortNames: ['cat'],
    scope: 'Cluster',
    columns: [AGE],
    subresources: {},
    schema: ClusterAnalysisTemplateSchema,
  },
];
