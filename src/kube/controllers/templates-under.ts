import type { JsonObject } from '../../core/json.ts';
import type { TemplateRef } from '../../resources/schema/rules.ts';
import { listIn, objectIn, textIn } from '../api-object.ts';
import type { Caches } from './caches.ts';

/** Templates as the API gives them. */
export interface TemplateObjects {
  readonly analysisTemplates: readonly JsonObject[];
  readonly clusterAnalysisTemplates: readonly JsonObject[];
}

/**
 * The templates that references lead to, and those that these lead to in turn, each once. What is not there is left out; whoever follows the
 * references says so.
 *
 * @param namespace  where templates that are not of the cluster are looked for
 */
export function templatesUnder(
  refs: readonly TemplateRef[],
  namespace: string,
  caches: Pick<Caches, 'analysisTemplates' | 'clusterAnalysisTemplates'>,
): TemplateObjects {
  const found = { namespaced: new Map<string, JsonObject>(), cluster: new Map<string, JsonObject>() };
  const follow = ({ templateName: name, clusterScope = false }: TemplateRef): void => {
    const scope = clusterScope ? 'cluster' : 'namespaced';
    const template = clusterScope
      ? caches.clusterAnalysisTemplates.get({ namespace: '', name })
      : caches.analysisTemplates.get({ namespace, name });
    if (template === undefined || found[scope].has(name)) return;
    found[scope].set(name, template);
    for (const inner of listIn(objectIn(template, 'spec'), 'templates')) {
      follow({ templateName: textIn(inner, 'templateName'), clusterScope: inner['clusterScope'] === true });
    }
  };
  for (const ref of refs) follow(ref);
  return {
    analysisTemplates: [...found.namespaced.values()],
    clusterAnalysisTemplates: [...found.cluster.values()],
  };
}
