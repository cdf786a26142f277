import type { Json, JsonObject } from '../../../core/json.ts';
import { isJsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';

const ROUTE_TYPES = ['httpRoute', 'tcpRoute', 'http2Route', 'grpcRoute'];

/** A virtual router of App Mesh must have routes, each to two targets: stable and canary. The first error is enough. */
export function virtualRouterErrors(router: JsonObject): readonly FieldError[] {
  const fields = new Fields(router);
  const kind = fields.text('kind');
  const name = fields.below('metadata').text('name');
  if (kind !== 'VirtualRouter')
    return [invalid('kind', kind, `Expected object kind to be VirtualRouter but is ${kind}`)];
  const routes = fields.below('spec').list('routes');
  if (routes.length === 0)
    return [invalid('spec.routes', name, `No routes defined for AppMesh virtual-router ${name}`)];
  const errors = routes.flatMap((route, index) => routeErrors(route, index, name));
  return errors.slice(0, 1);
}

function routeErrors(route: Json, index: number, router: string): readonly FieldError[] {
  const path = `spec.routes[${index}]`;
  if (!isJsonObject(route))
    return [invalid(path, router, `Invalid route was found for AppMesh virtual-router ${router} at index ${index}`)];
  const fields = new Fields(route);
  const place = `AppMesh virtual-router ${router} and route ${fields.text('name')}`;
  const type = ROUTE_TYPES.find((candidate) => fields.object(candidate) !== undefined);
  if (type === undefined)
    return [invalid(path, router, `Error getting route details for ${place}. Error: Route has unsupported route type`)];
  const at = `${path}.${type}.action.weightedTargets`;
  const action = fields.below(type).below('action');
  const targets = action.list('weightedTargets').length;
  if (!Array.isArray(action.json('weightedTargets')))
    return [invalid(at, router, `Invalid route action found for ${place}`)];
  if (targets === 2) return [];
  return [invalid(at, router, `Invalid number of weightedTargets (${targets}) for ${place}, expected 2`)];
}
