import { textOf } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import type { TemplateSpec } from '../../resources/schema/template-spec.ts';
import { collect, type Templates } from '../../template/collect.ts';
import { type AnalysisUse, analysisUses } from '../../template/rollout-analyses.ts';
import type { Observed } from '../observed.ts';
import { Fields } from '../reading/fields.ts';
import { type FieldError, invalid } from '../validate/field-error.ts';
import { missingIngress, missingVirtualService } from '../validate/references/missing-router-object.ts';
import type { ReferencedService, ServiceRole } from '../validate/references/service.ts';
import { type ReferencedAnalysis, validateReferences } from '../validate/references/validate-references.ts';
import { routerConfigErrors } from '../validate/router-config.ts';
import { validateRollout } from '../validate/validate-rollout.ts';

/**
 * Everything that is wrong with a Rollout, by itself or with what it names. An object that is missing hides what would be said about others.
 *
 * @param rollout  with the template that it takes from a workload
 * @returns        texts with field paths; the first becomes the condition InvalidSpec. Empty for a valid Rollout
 * @see rollout.md §3
 */
export function problemsOf(rollout: JsonObject, observed: Observed, isTemplateResolved: boolean): readonly string[] {
  const own = ownErrors(rollout, isTemplateResolved);
  if (own.length > 0) return own.map(({ text }) => text);
  const fetched = fetchServices(rollout, observed.services);
  if ('missing' in fetched) return [fetched.missing.text];
  const analyses = fetchAnalyses(rollout, observed);
  if ('missing' in analyses) return [analyses.missing.text];
  const { nginx, alb, istio } = routerConfigErrors(rollout);
  const { routerObjects } = observed;
  const config =
    nginx ?? alb ?? missingIngress(rollout, routerObjects) ?? istio ?? missingVirtualService(rollout, routerObjects);
  if (config !== undefined) return [config.text];
  const { ingresses, virtualServices, ambassadorMappings, appMeshResources } = routerObjects;
  const errors = validateReferences(rollout, {
    services: fetched.services,
    analyses: analyses.analyses,
    ingresses,
    virtualServices,
    ambassadorMappings,
    appMeshResources,
  });
  return errors.map(({ text }) => text);
}

/** What is wrong with a Rollout by itself. Most say the same from sync to sync: their spec stays the same object. */
function ownErrors(rollout: JsonObject, isTemplateResolved: boolean): readonly FieldError[] {
  const spec = new Fields(rollout).object('spec') ?? {};
  const isBySpec = !isTemplateResolved && !readsMetadata(spec);
  return isBySpec ? errorsIn(spec) : validateRollout({ rollout, isTemplateResolved });
}

const errorsIn = perObject((spec: JsonObject) => validateRollout({ rollout: { spec } }));

/** Whether an argument of an analysis is taken from the Rollout's metadata, which is checked too. */
const readsMetadata = perObject((spec: JsonObject) => JSON.stringify(spec).includes('"fieldPath":"metadata'));

interface Missing {
  readonly missing: FieldError;
}

const ROLES: readonly (readonly [path: readonly string[], role: ServiceRole])[] = [
  [['blueGreen', 'activeService'], 'active'],
  [['blueGreen', 'previewService'], 'preview'],
  [['canary', 'stableService'], 'stable'],
  [['canary', 'canaryService'], 'canary'],
  [['canary', 'pingPong', 'pingService'], 'ping'],
  [['canary', 'pingPong', 'pongService'], 'pong'],
];

/** The Services that a Rollout names, in upstream's order. A blue-green strategy hides a canary beside it. */
function fetchServices(
  rollout: JsonObject,
  services: readonly JsonObject[],
): { readonly services: readonly ReferencedService[] } | Missing {
  const strategy = new Fields(rollout).below('spec').below('strategy');
  const kind = strategy.object('blueGreen') === undefined ? 'canary' : 'blueGreen';
  const found: ReferencedService[] = [];
  for (const [path, role] of ROLES.filter(([path]) => path[0] === kind)) {
    const name = path
      .slice(0, -1)
      .reduce((fields, part) => fields.below(part), strategy)
      .text(path.at(-1) ?? '');
    if (name === '') continue;
    const service = services.find((service) => new Fields(service).below('metadata').text('name') === name);
    const place = `spec.strategy.${path.join('.')}`;
    if (service === undefined) return { missing: invalid(place, name, `service "${name}" not found`) };
    found.push({ role, service });
  }
  return { services: found };
}

function fetchAnalyses(
  rollout: JsonObject,
  observed: Observed,
): { readonly analyses: readonly ReferencedAnalysis[] } | Missing {
  const templates = templatesOf(observed);
  const analyses: ReferencedAnalysis[] = [];
  for (const use of analysisUses(rollout)) {
    const found = fetchTemplates(use, templates);
    if ('missing' in found) return found;
    analyses.push(found);
  }
  return { analyses };
}

function fetchTemplates(use: AnalysisUse, templates: Templates): ReferencedAnalysis | Missing {
  const refs = use.analysis.templates ?? [];
  let missing: FieldError | undefined;
  try {
    const collected = collect(refs, templates, ({ templateName, clusterScope }, isNested) => {
      const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      missing = invalid(isNested ? 'spec.templates' : use.path, templateName, `${kind} '${templateName}' not found`);
      throw new Error(missing.text);
    });
    return { use, templates: collected };
  } catch (thrown) {
    return { missing: missing ?? invalid(use.path, refs[0]?.templateName ?? '', textOf(thrown)) };
  }
}

/** The templates that exist, by name. */
export function templatesOf({ analysisTemplates, clusterAnalysisTemplates }: Observed): Templates {
  return { namespaced: byName(analysisTemplates), cluster: byName(clusterAnalysisTemplates) };
}

function byName(templates: readonly JsonObject[]): ReadonlyMap<string, TemplateSpec> {
  return new Map(
    templates.map((template): [string, TemplateSpec] => {
      const fields = new Fields(template);
      // The API server checked it against the schema of its kind.
      return [fields.below('metadata').text('name'), fields.object('spec') ?? {}];
    }),
  );
}
