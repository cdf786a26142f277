import { API_VERSION } from '../resources/schema/document.ts';
import type { Resource } from './resource.ts';

/** The kinds that controllers follow, by the words that this room has for them. */
export const KINDS = {
  rollouts: { apiVersion: API_VERSION, kind: 'Rollout', plural: 'rollouts' },
  experiments: { apiVersion: API_VERSION, kind: 'Experiment', plural: 'experiments' },
  analysisRuns: { apiVersion: API_VERSION, kind: 'AnalysisRun', plural: 'analysisruns' },
  analysisTemplates: { apiVersion: API_VERSION, kind: 'AnalysisTemplate', plural: 'analysistemplates' },
  clusterAnalysisTemplates: {
    apiVersion: API_VERSION,
    kind: 'ClusterAnalysisTemplate',
    plural: 'clusteranalysistemplates',
  },
  replicaSets: { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' },
  services: { apiVersion: 'v1', kind: 'Service', plural: 'services' },
  pods: { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
  jobs: { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
  deployments: { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  podTemplates: { apiVersion: 'v1', kind: 'PodTemplate', plural: 'podtemplates' },
  ingresses: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' },
} as const satisfies Record<string, Resource>;
