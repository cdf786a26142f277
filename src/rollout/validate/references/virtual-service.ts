import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { items, maybeBelow } from '../parts.ts';
import { readIstioName } from './istio-name.ts';
import { httpFault, tcpFault, tlsFault } from './virtual-service-routes.ts';

const PATH = 'spec.strategy.canary.trafficRouting.istio';

/** Kinds of routes in the order in which they are looked at. */
const KINDS = [
  { field: 'http', called: 'HTTP', fault: httpFault },
  { field: 'tls', called: 'TLS', fault: tlsFault },
  { field: 'tcp', called: 'TCP', fault: tcpFault },
] as const;

/** A VirtualService that the Rollout names must have the routes that it names, and they must lead to stable and canary. Others are not looked at. */
export function virtualServiceErrors(virtualService: JsonObject, rollout: JsonObject): readonly FieldError[] {
  const canary = new Fields(rollout).below('spec').below('strategy').below('canary');
  const istio = maybeBelow(canary.below('trafficRouting'), 'istio');
  if (istio === undefined) {
    const name = new Fields(rollout).below('metadata').text('name');
    return [invalid(PATH, name, 'Rollout object is not configured with Istio traffic routing')];
  }
  const hasMany = Array.isArray(istio.json('virtualServices'));
  const named = hasMany ? items(istio, 'virtualServices') : [istio.below('virtualService')];
  const name = new Fields(virtualService).below('metadata').text('name');
  const reference = named.find((candidate) => readIstioName(candidate.text('name'), '').name === name);
  if (reference === undefined) return [];
  const path = `${PATH}.${hasMany ? 'virtualServices' : 'virtualService'}.name`;
  return routeFaults(virtualService, reference, rollout).map((text) => invalid(path, name, text));
}

function routeFaults(virtualService: JsonObject, reference: Fields, rollout: JsonObject): readonly string[] {
  const spec = new Fields(virtualService).below('spec');
  const given = KINDS.filter(({ field }) => Array.isArray(spec.json(field)));
  if (given.length === 0) return ['Unable to get any of the HTTP, TCP or TLS routes for the Istio VirtualService'];
  return given.flatMap(({ field, called, fault }) => {
    const found = fault({ routes: spec.list(field), reference, rollout });
    if (found === undefined) return [];
    return found === 'unreadable'
      ? [`Unable to get ${called} routes for Istio VirtualService`]
      : [`Istio VirtualService has invalid ${called} routes. Error: ${found.text}`];
  });
}
