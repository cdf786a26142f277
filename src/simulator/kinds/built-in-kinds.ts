import type { ApiKind } from '../api/kind.ts';
import { ingresses } from './network/ingress.ts';
import { ingressClasses } from './network/ingress-class.ts';
import { configMaps } from './objects/config-map.ts';
import { customResourceDefinitions } from './objects/custom-resource-definition.ts';
import { events } from './objects/event.ts';
import { leases } from './objects/lease.ts';
import { namespaces } from './objects/namespace.ts';
import { nodes } from './objects/node.ts';
import { podTemplates } from './objects/pod-template.ts';
import { secrets } from './objects/secret.ts';
import { serviceAccounts } from './objects/service-account.ts';
import { pods } from './pod/pod.ts';
import { endpointSlices } from './service/endpoint-slice.ts';
import { endpoints } from './service/endpoints.ts';
import { services } from './service/service.ts';
import { deployments } from './workloads/deployment.ts';
import { horizontalPodAutoscalers } from './workloads/horizontal-pod-autoscaler.ts';
import { jobs } from './workloads/job.ts';
import { podDisruptionBudgets } from './workloads/pod-disruption-budget.ts';
import { replicaSets } from './workloads/replica-set.ts';

/** The kinds that the embedded API server serves without any CustomResourceDefinition: those that rollouts need, as in Kubernetes 1.35. */
export const builtInKinds: readonly ApiKind[] = [
  configMaps,
  endpoints,
  events,
  namespaces,
  nodes,
  pods,
  podTemplates,
  secrets,
  serviceAccounts,
  services,
  customResourceDefinitions,
  deployments,
  replicaSets,
  horizontalPodAutoscalers,
  jobs,
  leases,
  podDisruptionBudgets,
  endpointSlices,
  ingressClasses,
  ingresses,
];
