import type { Json } from '../../../core/json.ts';
import { goJson } from '../../hash/go-json.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { items, maybeBelow } from '../parts.ts';
import type { CanaryToValidate } from './canary-to-validate.ts';
import { hasRouter } from './routers.ts';
import { SET_HEADER_ROUTE, SET_MIRROR_ROUTE, STRING_MATCH } from './step-types.ts';

const HEADER_NEEDS_ROUTER = 'SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix';
const MIRROR_NEEDS_ROUTER = 'SetMirrorRoute requires TrafficRouting, supports Istio and Plugins';
const ONLY_EXACT = "SetHeaderRoute match value invalid. ALB supports 'exact' value only";
const NO_VALUE = 'StringMatch value missed, match value must have one of the following: exact, regex, prefix';
const MANY_VALUES = 'StringMatch match value must have exactly one of the following: exact, regex, prefix';
const NO_MANAGED_ROUTES = "Rollout has missing field 'spec.strategy.canary.trafficRouting.managedRoutes'";
const NOT_MANAGED = 'Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes';

/** What is wrong with a step's header and mirror routes. */
export function routeStepErrors(step: Fields, path: string, given: CanaryToValidate): readonly FieldError[] {
  const routing = maybeBelow(given.canary, 'trafficRouting');
  return [
    ...headerErrors(step, routing, `${path}.setHeaderRoute`),
    ...mirrorErrors(step, routing, `${path}.setMirrorRoute`),
    ...managedErrors(step, routing, path, given.path),
  ];
}

function headerErrors(step: Fields, routing: Fields | undefined, path: string): readonly FieldError[] {
  const route = maybeBelow(step, 'setHeaderRoute');
  if (route === undefined) return [];
  if (!hasRouter(routing, 'istio', 'alb', 'apisix', 'plugins')) {
    return [invalid(path, { json: goJson(step.json('setHeaderRoute'), SET_HEADER_ROUTE) }, HEADER_NEEDS_ROUTER)];
  }
  const check = hasRouter(routing, 'alb') ? exactErrors : matchErrors;
  return items(route, 'match').flatMap((match, index) => check(match.object('headerValue'), `${path}.match[${index}]`));
}

function mirrorErrors(step: Fields, routing: Fields | undefined, path: string): readonly FieldError[] {
  const route = maybeBelow(step, 'setMirrorRoute');
  if (route === undefined) return [];
  const shown = { json: goJson(step.json('setMirrorRoute'), SET_MIRROR_ROUTE) };
  return [
    ...(hasRouter(routing, 'istio', 'plugins') ? [] : [invalid(path, shown, MIRROR_NEEDS_ROUTER)]),
    ...items(route, 'match').flatMap((match, index) =>
      // Upstream looks at the method twice and never at the headers.
      ['method', 'path', 'method']
        .filter((name) => match.object(name) !== undefined)
        .flatMap((name) => matchErrors(match.object(name), `${path}.match[${index}]`)),
    ),
  ];
}

/** A match must be by exactly one of three ways. */
function matchErrors(match: Json | undefined, path: string): readonly FieldError[] {
  const ways = waysOf(match);
  if (ways.length === 1) return [];
  return [invalid(path, shownMatch(match), ways.length === 0 ? NO_VALUE : MANY_VALUES)];
}

/** ALB knows one way only. */
function exactErrors(match: Json | undefined, path: string): readonly FieldError[] {
  const ways = waysOf(match);
  if (ways.length === 1 && ways[0] === 'exact') return [];
  return [invalid(path, shownMatch(match), match === undefined ? NO_VALUE : ONLY_EXACT)];
}

function waysOf(match: Json | undefined): readonly string[] {
  const fields = new Fields(match);
  return ['exact', 'regex', 'prefix'].filter((way) => fields.text(way) !== '');
}

function shownMatch(match: Json | undefined): { readonly json: string } {
  return { json: goJson(match, STRING_MATCH) };
}

function managedErrors(
  step: Fields,
  routing: Fields | undefined,
  path: string,
  strategyPath: string,
): readonly FieldError[] {
  const steps = ['setHeaderRoute', 'setMirrorRoute'].filter((name) => step.object(name) !== undefined);
  if (routing === undefined || steps.length === 0) return [];
  if (!Array.isArray(routing.json('managedRoutes')))
    return [required(`${strategyPath}.trafficRouting.managedRoutes`, NO_MANAGED_ROUTES)];
  const managed = items(routing, 'managedRoutes').map((route) => route.text('name'));
  return steps
    .map((name) => ({ name, route: step.below(name).text('name') }))
    .filter(({ route }) => !managed.includes(route))
    .map(({ name, route }) => invalid(`${path}.${name}`, route, NOT_MANAGED));
}
