import { isJsonObject, type Json } from '../../../core/json.ts';
import { type GoType, list, map, pointer, struct, text, whole } from '../../hash/go-type.ts';

/** Routes of a VirtualService. */
export type RouteKind = 'http' | 'tls' | 'tcp';

const stringMatch = struct({ exact: text, prefix: text, regex: text });
const destination = struct({ host: text, subset: text, port: pointer(struct({ number: whole })) });
const route = list(struct({ destination, weight: whole }));
const match = {
  destinationSubnets: list(text),
  port: whole,
  sourceLabels: map(text),
  gateways: list(text),
  sourceNamespace: text,
};

/** As far as a Rollout cares for them. */
const TYPES: Readonly<Record<RouteKind, GoType>> = {
  http: struct({
    name: text,
    match: list(struct({ method: pointer(stringMatch), uri: pointer(stringMatch), headers: map(stringMatch) })),
    route,
    mirror: pointer(destination),
  }),
  tls: struct({ match: list(struct({ ...match, sniHosts: list(text) })), route }),
  tcp: struct({ match: list(struct(match)), route }),
};

/** Whether routes have the form that routes have; fields that are unknown are nobody's business. */
export function isReadable(routes: readonly Json[], kind: RouteKind): boolean {
  return routes.every((each) => fits(each, TYPES[kind]));
}

/** Whether Go could read a value as this type. Null is always nothing. */
function fits(value: Json | undefined, type: GoType): boolean {
  if (value === undefined || value === null) return true;
  switch (type.kind) {
    case 'text':
      return typeof value === 'string';
    case 'whole':
      return typeof value === 'number' && Number.isInteger(value);
    case 'pointer':
      return fits(value, type.to);
    case 'list':
      return Array.isArray(value) && value.every((item: Json) => fits(item, type.of));
    case 'map':
      return isJsonObject(value) && Object.values(value).every((item) => fits(item, type.of));
    case 'struct':
      return (
        isJsonObject(value) &&
        type.fields.every((field) => fits(Object.hasOwn(value, field.name) ? value[field.name] : null, field.type))
      );
    default:
      return true;
  }
}
