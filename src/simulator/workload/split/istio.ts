import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Objects, objectNamed, objectsIn } from './objects.ts';
import { type ServiceName, serviceSplit } from './service.ts';
import { mix, NOBODY, type Split } from './split.ts';

/** A route of a VirtualService: the named one, else the first that takes every request, else the first. */
export interface VirtualServiceEntry {
  readonly namespace: string;
  readonly name: string;
  readonly route?: string;
}

/**
 * Requests at a VirtualService, as Istio sends them: over the destinations by their weights, each a Service or a subset of one.
 * A destination without pods answers nobody; so does a subset that no DestinationRule has. Routes that ask for headers are passed by.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination
 */
export function istioSplit(objects: Objects, entry: VirtualServiceEntry): Split {
  const virtualService = objectNamed(objects, 'VirtualService', entry);
  const routes = objectsIn(new Fields(virtualService).below('spec'), 'http');
  const route =
    entry.route === undefined
      ? (routes.find((route) => !new Fields(route).has('match')) ?? routes[0])
      : routes.find((route) => new Fields(route).text('name') === entry.route);
  const destinations = objectsIn(new Fields(route), 'route').map((json) => new Fields(json));
  return mix(
    destinations.map((destination) => ({
      // The only destination needs no weight.
      weight: destination.whole('weight') ?? (destinations.length === 1 ? 1 : 0),
      split: destinationSplit(objects, destination.below('destination'), entry.namespace),
    })),
  );
}

function destinationSplit(objects: Objects, destination: Fields, namespace: string): Split {
  const service = serviceAt(destination.text('host'), namespace);
  const subset = destination.text('subset');
  if (subset === '') return serviceSplit(objects, service);
  const labels = subsetLabels(objects, service, { subset, namespace });
  return labels === undefined ? NOBODY : serviceSplit(objects, service, labels);
}

/** Undefined where no DestinationRule beside the VirtualService or the Service has the subset. */
function subsetLabels(
  objects: Objects,
  service: ServiceName,
  { subset, namespace }: { readonly subset: string; readonly namespace: string },
): JsonObject | undefined {
  const found = objects
    .filter((object) => object['kind'] === 'DestinationRule' && isFor(object, service, namespace))
    .flatMap((rule) => objectsIn(new Fields(rule).below('spec'), 'subsets'))
    .find((json) => new Fields(json).text('name') === subset);
  return found && (new Fields(found).object('labels') ?? {});
}

function isFor(rule: JsonObject, service: ServiceName, namespace: string): boolean {
  const home = new Fields(rule).below('metadata').text('namespace');
  const { namespace: of, name } = serviceAt(new Fields(rule).below('spec').text('host'), home);
  return (home === namespace || home === service.namespace) && of === service.namespace && name === service.name;
}

/** `web`, `web.shop`, `web.shop.svc.cluster.local`: a name without a namespace is one of the object's own. */
function serviceAt(host: string, home: string): ServiceName {
  const [name = '', namespace = home] = host.split('.');
  return { namespace, name };
}
