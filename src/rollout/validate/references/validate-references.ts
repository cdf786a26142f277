import type { JsonObject } from '../../../core/json.ts';
import { analysisFaults } from '../../../template/analysis-faults.ts';
import type { Collected } from '../../../template/collect.ts';
import type { AnalysisUse } from '../../../template/rollout-analyses.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { mappingErrors } from './ambassador.ts';
import { virtualRouterErrors } from './app-mesh.ts';
import { ingressErrors } from './ingress.ts';
import { type ReferencedService, serviceErrors } from './service.ts';
import { virtualServiceErrors } from './virtual-service.ts';

/** The objects that a Rollout names, as they are in the cluster. */
export interface References {
  readonly services?: readonly ReferencedService[];
  readonly analyses?: readonly ReferencedAnalysis[];
  readonly ingresses?: readonly JsonObject[];
  readonly virtualServices?: readonly JsonObject[];
  readonly ambassadorMappings?: readonly JsonObject[];
  /** Virtual routers, and what stands in their place. */
  readonly appMeshResources?: readonly JsonObject[];
}

/** An analysis of the Rollout with the templates that it comes to, nested ones included. */
export interface ReferencedAnalysis {
  readonly use: AnalysisUse;
  readonly templates: Collected;
}

/**
 * Everything that is wrong between a valid Rollout and the objects that it names.
 *
 * @returns upstream's errors in its order; the first becomes the condition InvalidSpec
 * @see rollout.md §3.5
 */
export function validateReferences(rollout: JsonObject, references: References): readonly FieldError[] {
  const { services = [], analyses = [], ingresses = [], virtualServices = [] } = references;
  const { ambassadorMappings = [], appMeshResources = [] } = references;
  return [
    ...services.flatMap((service) => serviceErrors(service, rollout)),
    ...analyses.flatMap(({ use, templates }) =>
      analysisFaults(use, templates, rollout).map(({ path, value, detail }) => invalid(path, value, detail)),
    ),
    ...ingresses.flatMap((ingress) => ingressErrors(ingress, rollout)),
    ...virtualServices.flatMap((virtualService) => virtualServiceErrors(virtualService, rollout)),
    ...ambassadorMappings.flatMap(mappingErrors),
    ...appMeshResources.flatMap(virtualRouterErrors),
  ];
}
