import { istioSplit, type VirtualServiceEntry } from './istio.ts';
import { type IngressEntry, nginxSplit } from './nginx.ts';
import type { Objects } from './objects.ts';
import { type ServiceName, serviceSplit } from './service.ts';
import type { Split } from './split.ts';

/** Where requests come in. A Service stands for a blue-green Rollout's active or preview Service, and for a canary without a router. */
export type Entry =
  | ({ readonly kind: 'service' } & ServiceName)
  | ({ readonly kind: 'nginx' } & IngressEntry)
  | ({ readonly kind: 'istio' } & VirtualServiceEntry);

/** Who answers the requests at an entry, as the cluster's objects have it: each revision's share. */
export function splitOf(entry: Entry, objects: Objects): Split {
  switch (entry.kind) {
    case 'service':
      return serviceSplit(objects, entry);
    case 'nginx':
      return nginxSplit(objects, entry);
    case 'istio':
      return istioSplit(objects, entry);
  }
}
