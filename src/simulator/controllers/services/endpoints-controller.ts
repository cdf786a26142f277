import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import type { ApiKind } from '../../api/kind.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import type { Bench } from '../loop/rounds.ts';
import { controllerReference, keyOf, metadataOf } from '../objects/metadata.ts';
import { fitsAll } from '../objects/selector.ts';
import { endpointsOf, selectorOf, sliceOf } from './endpoints-of.ts';

/** Keeps for every Service that selects pods the list of their addresses, in the new form and in the old one. */
export class EndpointsController {
  readonly #floor: Floor;
  readonly #services: ObjectCache;
  readonly #pods: ObjectCache;
  readonly #sliceKind: ApiKind;
  readonly #slices: ObjectCache;
  readonly #endpointsKind: ApiKind;
  readonly #endpoints: ObjectCache;
  readonly #bench: Bench;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#sliceKind = floor.kind('discovery.k8s.io', 'EndpointSlice');
    this.#endpointsKind = floor.kind('', 'Endpoints');
    this.#services = floor.cacheOf(floor.kind('', 'Service'));
    this.#pods = floor.cacheOf(floor.kind('', 'Pod'));
    this.#slices = floor.cacheOf(this.#sliceKind);
    this.#endpoints = floor.cacheOf(this.#endpointsKind);
    this.#bench = floor.register((key) => this.#look(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#services.hear(({ object }) => this.#bench.add(keyOf(object)));
    this.#pods.hear((change) => this.#hearPod(change));
  }

  /** A pod concerns the Services that select it, or did. */
  #hearPod({ object, before }: Change): void {
    for (const service of this.#services.allIn(metadataOf(object).namespace)) {
      const selector = selectorOf(service);
      if (selector === undefined) continue;
      const isSelected = [object, before ?? object].some((pod) => fitsAll(selector, metadataOf(pod).labels));
      if (isSelected) this.#bench.add(keyOf(service));
    }
  }

  #look(key: string): void {
    const service = this.#services.get(key);
    const selector = service === undefined ? undefined : selectorOf(service);
    if (service === undefined) this.#forget(key);
    if (service === undefined || selector === undefined || metadataOf(service).deletedAt !== undefined) return;
    const { namespace } = metadataOf(service);
    const pods = this.#pods.allIn(namespace).filter((pod) => fitsAll(selector, metadataOf(pod).labels));
    this.#writeSlice(service, sliceOf(service, pods));
    this.#writeEndpoints(service, endpointsOf(service, pods));
  }

  /** Endpoints have no owner; they go with the Service of their name. */
  #forget(key: string): void {
    const known = this.#endpoints.get(key);
    if (known !== undefined) deleteObject(this.#floor.client, this.#endpointsKind, known);
  }

  #writeSlice(service: JsonObject, wanted: JsonObject): void {
    const { namespace, name, uid } = metadataOf(service);
    const [known] = this.#slices.managedBy(uid);
    if (known !== undefined) {
      if (!says(known, wanted)) this.#floor.client.update(this.#sliceKind, { ...known, ...wanted });
      return;
    }
    const labels = {
      ...metadataOf(service).labels,
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': name,
    };
    const ownerReferences = [controllerReference(service, 'v1', 'Service')];
    const metadata = { generateName: `${name}-`, namespace, labels, ownerReferences };
    this.#floor.client.create(this.#sliceKind, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata,
      ...wanted,
    });
  }

  #writeEndpoints(service: JsonObject, wanted: JsonObject): void {
    const { namespace, name } = metadataOf(service);
    const known = this.#endpoints.get(keyOf(service));
    if (known === undefined) {
      const metadata = { name, namespace, labels: { ...metadataOf(service).labels, ...MANAGED } };
      this.#floor.client.create(this.#endpointsKind, { apiVersion: 'v1', kind: 'Endpoints', metadata, ...wanted });
      return;
    }
    const { subsets: before, ...rest } = known;
    if (sameJson(before ?? null, wanted['subsets'] ?? null)) return;
    this.#floor.client.update(this.#endpointsKind, { ...rest, ...wanted });
  }
}

const MANAGED = { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' };

/** Whether an object says all of this already. */
function says(object: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(([name, value]) => sameJson(object[name] ?? null, value));
}
