import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { TemplateRef } from '../../../resources/schema/rules.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { analysisUses } from '../../../template/rollout-analyses.ts';
import { readRoute } from '../../../traffic/read-route.ts';
import { DEFAULT_APIS, type RouterApis } from '../../../traffic/route.ts';
import type { ObjectRef } from '../../../traffic/router.ts';
import { routersOf } from '../../../traffic/routers-of.ts';

/** What `workloadRef` names. */
export interface NamedWorkload {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

const SERVICES: readonly (readonly string[])[] = [
  ['blueGreen', 'activeService'],
  ['blueGreen', 'previewService'],
  ['canary', 'canaryService'],
  ['canary', 'stableService'],
  ['canary', 'pingPong', 'pingService'],
  ['canary', 'pingPong', 'pongService'],
];

/** The Services that a Rollout names, of any strategy; they are in its namespace. */
export function servicesNamedBy(rollout: JsonObject): readonly string[] {
  const strategy = new Fields(rollout).below('spec').below('strategy');
  const names = SERVICES.map((path) => {
    const [last = '', ...above] = path.toReversed();
    return above.reduceRight((fields, part) => fields.below(part), strategy).text(last);
  });
  return [...new Set(names)].filter((name) => name !== '');
}

/** The templates that the analyses of a Rollout begin with. */
export function templatesNamedBy(rollout: JsonObject): readonly TemplateRef[] {
  return analysisUses(rollout).flatMap(({ analysis }) => analysis.templates ?? []);
}

/**
 * The objects that the routers of a Rollout work on, its own ones included; none where the settings of a router are wrong, which
 * validation tells.
 */
export function routerObjectsNamedBy(rollout: JsonObject, apis: RouterApis = DEFAULT_APIS): readonly ObjectRef[] {
  const canary = new Fields(rollout).below('spec').below('strategy').below('canary');
  if (canary.object('trafficRouting') === undefined) return [];
  const route = readRoute(rollout, apis);
  try {
    const refs = routersOf(route)
      .flatMap((router) => [
        ...router.setWeight(route, { weight: 0, additional: [] }),
        ...(router.updateHash?.(route, { canary: '', stable: '', additional: [], replicaSets: [] }) ?? []),
      ])
      .flatMap(({ needs }) => needs.map(({ ref }) => ref));
    return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.namespace}/${ref.name}`, ref])).values()];
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** The workload whose template a Rollout takes, if it takes one. */
export function workloadNamedBy(rollout: JsonObject): NamedWorkload | undefined {
  const reference = new Fields(rollout).below('spec').object('workloadRef');
  if (reference === undefined) return undefined;
  const fields = new Fields(reference);
  return { apiVersion: fields.text('apiVersion'), kind: fields.text('kind'), name: fields.text('name') };
}
