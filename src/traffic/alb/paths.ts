import { isJsonObject, type Json } from '../../core/json.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Backends } from '../ingress.ts';
import type { Manifest } from '../router.ts';

/** Whether a path of an Ingress leads to a service. Rules without paths and backends that are no service are passed by. */
export function leadsTo(ingress: Manifest, service: string, { serviceOf }: Backends): boolean {
  return new Fields(ingress)
    .below('spec')
    .list('rules')
    .flatMap((rule) => new Fields(rule).below('http').list('paths'))
    .some((path) => serviceOf(new Fields(path).below('backend')) === service);
}

/** The Ingress with a first path in every rule that leads all requests to an action. */
export function withPathTo(ingress: Manifest, action: string, { named }: Backends): Manifest {
  // The load balancer takes a port of this name as: see the action of the service's name.
  const backend = named(action, 'use-annotation');
  return withPaths(ingress, (paths) => [{ path: '/*', pathType: 'ImplementationSpecific', backend }, ...paths]);
}

/** The Ingress without the paths that lead to one of these actions. */
export function withoutPathsTo(ingress: Manifest, actions: readonly string[], { serviceOf }: Backends): Manifest {
  const isLeft = (path: Json): boolean => !actions.includes(serviceOf(new Fields(path).below('backend')));
  return withPaths(ingress, (paths) => paths.filter(isLeft));
}

/** The Ingress with the paths of managed routes in the order of these, and before all others: the first path that fits is taken. */
export function withPathsInOrder(
  ingress: Manifest,
  managedRoutes: readonly string[],
  { serviceOf }: Backends,
): Manifest {
  const ranks = new Map(managedRoutes.map((name, i) => [name, i]));
  const rankOf = (path: Json): number => ranks.get(serviceOf(new Fields(path).below('backend'))) ?? ranks.size;
  return withPaths(ingress, (paths) => paths.toSorted((a, b) => rankOf(a) - rankOf(b)));
}

function withPaths(ingress: Manifest, change: (paths: readonly Json[]) => readonly Json[]): Manifest {
  const spec = new Fields(ingress).object('spec');
  if (spec === undefined) return ingress;
  const rules = new Fields(spec).list('rules').map((rule) => {
    const http = new Fields(rule).object('http');
    if (!isJsonObject(rule) || http === undefined) return rule;
    return { ...rule, http: { ...http, paths: change(new Fields(http).list('paths')) } };
  });
  return { ...ingress, spec: { ...spec, ...(rules.length > 0 && { rules }) } };
}
