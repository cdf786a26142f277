import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { type FieldError, internalError } from './field-error.ts';
import { maybeBelow } from './parts.ts';

const PATH = 'spec.strategy.canary.trafficRouting';

/** What is wrong with how routers name what they route: one thing or several, not both. Each is undefined where all is well. */
export interface RouterConfigErrors {
  readonly nginx: FieldError | undefined;
  readonly alb: FieldError | undefined;
  readonly istio: FieldError | undefined;
}

/**
 * Whether routers name their ingresses and VirtualServices in one of the two ways. An empty list is a way.
 * To be asked before these objects are fetched.
 *
 * @see rollout.md §3.5
 */
export function routerConfigErrors(rollout: JsonObject): RouterConfigErrors {
  const routing = new Fields(rollout).below('spec').below('strategy').below('canary').below('trafficRouting');
  return {
    nginx: ingressesError(routing, 'nginx', 'stableIngress', 'StableIngress'),
    alb: ingressesError(routing, 'alb', 'ingress', 'Ingress'),
    istio: virtualServicesError(routing),
  };
}

function ingressesError(routing: Fields, router: string, field: string, called: string): FieldError | undefined {
  const settings = maybeBelow(routing, router);
  if (settings === undefined) return undefined;
  const hasOne = settings.text(field) !== '';
  const hasMany = Array.isArray(settings.json(`${field}es`));
  if (hasOne !== hasMany) return undefined;
  const which = hasOne ? 'Both are configured.' : 'Neither are configured.';
  return internalError(`${PATH}.${router}`, `Either ${called} or ${called}es must be configured. ${which}`);
}

function virtualServicesError(routing: Fields): FieldError | undefined {
  const istio = maybeBelow(routing, 'istio');
  if (istio === undefined) return undefined;
  const hasOne = istio.object('virtualService') !== undefined;
  if (hasOne !== Array.isArray(istio.json('virtualServices'))) return undefined;
  return internalError(`${PATH}.istio`, 'either VirtualService or VirtualServices must be configured');
}
