import type { JsonObject } from '../../core/json.ts';
import { listIn, objectIn, textIn } from '../../core/json-members.ts';
import type { TemplateRef } from '../../resources/schema/rules.ts';
import { INSTANCE_LABEL } from '../../rollout/instance-label.ts';
import { KINDS } from '../kinds.ts';
import { lookUp } from '../look-up.ts';
import type { ObjectName } from '../resource.ts';
import type { Parts } from './parts.ts';

/** Templates as the API gives them. */
export interface TemplateObjects {
  readonly analysisTemplates: readonly JsonObject[];
  readonly clusterAnalysisTemplates: readonly JsonObject[];
}

/** Finds one template; undefined where there is none. */
export type SeekTemplate = (
  kind: keyof TemplateObjects,
  name: ObjectName,
) => JsonObject | undefined | Promise<JsonObject | undefined>;

/**
 * The templates that references lead to, and those that these lead to in turn, each once. What is not there is left out; whoever follows the
 * references says so.
 *
 * @param namespace  where templates that are not of the cluster are looked for
 */
export async function templatesUnder(
  refs: readonly TemplateRef[],
  namespace: string,
  seek: SeekTemplate,
): Promise<TemplateObjects> {
  const found = {
    analysisTemplates: new Map<string, JsonObject>(),
    clusterAnalysisTemplates: new Map<string, JsonObject>(),
  };
  const follow = async ({ templateName: name, clusterScope = false }: TemplateRef): Promise<void> => {
    const kind = clusterScope ? 'clusterAnalysisTemplates' : 'analysisTemplates';
    if (found[kind].has(name)) return;
    const template = await seek(kind, { namespace: clusterScope ? '' : namespace, name });
    if (template === undefined) return;
    found[kind].set(name, template);
    for (const inner of listIn(objectIn(template, 'spec'), 'templates')) {
      await follow({ templateName: textIn(inner, 'templateName'), clusterScope: inner['clusterScope'] === true });
    }
  };
  for (const ref of refs) await follow(ref);
  return {
    analysisTemplates: [...found.analysisTemplates.values()],
    clusterAnalysisTemplates: [...found.clusterAnalysisTemplates.values()],
  };
}

/** Looks only where nothing has to be asked. */
export function seekInCaches({ caches }: Pick<Parts, 'caches'>): SeekTemplate {
  return (kind, name) => caches[kind].get(name);
}

/**
 * Asks the API for what no cache has: a template that was made a moment ago may not have come yet, and for some a missing one is the end.
 * One that another instance of the controller works with counts as missing.
 */
export function seekPastCaches({
  cluster,
  caches,
  instanceId,
}: Pick<Parts, 'cluster' | 'caches' | 'instanceId'>): SeekTemplate {
  return async (kind, name) => {
    const cached = caches[kind].get(name);
    // Where ClusterAnalysisTemplates are not followed, they may not be asked for either.
    if (cached !== undefined || caches.of(KINDS[kind]) === undefined) return cached;
    const fresh = await lookUp(cluster, KINDS[kind], name);
    const instance = textIn(objectIn(objectIn(fresh, 'metadata'), 'labels'), INSTANCE_LABEL);
    return instance === instanceId ? fresh : undefined;
  };
}
