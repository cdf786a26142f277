import type { JsonObject } from '../core/json.ts';
import { Fields } from '../rollout/reading/fields.ts';
import type { Route, RouterApis } from './route.ts';
import type { ObjectRef } from './router.ts';

/** Names an Ingress of the Rollout's namespace, in the version of the API that the controller was told to speak. */
export function ingressRef({ apis, rollout: { namespace } }: Route, name: string): ObjectRef {
  return { apiVersion: apis.ingress, kind: 'Ingress', resource: 'ingresses', namespace, name };
}

/** How a version of the API names the service of a path. */
export interface Backends {
  /** Empty for a backend that is no service. */
  readonly serviceOf: (backend: Fields) => string;
  /** The backend, led to another service. */
  readonly to: (backend: JsonObject, service: string) => JsonObject;
  /** A new backend with a port that has a name. */
  readonly named: (service: string, port: string) => JsonObject;
}

const BACKENDS: Readonly<Record<RouterApis['ingress'], Backends>> = {
  'networking.k8s.io/v1': {
    serviceOf: (backend) => backend.below('service').text('name'),
    to: (backend, name) => ({ ...backend, service: { ...new Fields(backend).object('service'), name } }),
    named: (name, port) => ({ service: { name, port: { name: port } } }),
  },
  'extensions/v1beta1': {
    serviceOf: (backend) => backend.text('serviceName'),
    to: (backend, serviceName) => ({ ...backend, serviceName }),
    named: (serviceName, servicePort) => ({ serviceName, servicePort }),
  },
};

export function backendsOf({ apis }: Pick<Route, 'apis'>): Backends {
  return BACKENDS[apis.ingress];
}
