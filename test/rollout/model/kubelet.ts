import { after, formatInstant, type Instant, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { type Cluster, metadataOf, nameOf, ownerOf, uidOf } from './cluster.ts';

/** How long Kubernetes takes to see that something is to be done. */
const REACTION = millisOf(100);

/** Kubernetes' part: makes and takes pods, says which are ready, and clears away what belongs to nobody. */
export class Kubelet {
  readonly #cluster: Cluster;
  /** When a pod is ready; absent for one that never is. */
  readonly #readyAt = new Map<string, Instant>();
  readonly #broken = new Set<string>();
  #count = 0;
  /** When there is something to do; absent when there is not. */
  dueAt: Instant | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Something changed. */
  notice(now: Instant): void {
    const soon = after(now, REACTION);
    if (this.dueAt === undefined || this.dueAt > soon) this.dueAt = soon;
  }

  tick(now: Instant): void {
    this.dueAt = undefined;
    this.#collectGarbage();
    for (const set of this.#cluster.of('ReplicaSet')) this.#keep(set, now);
    const coming = [...this.#readyAt.values()].filter((at) => at > now);
    const next = Math.min(...coming);
    // Conditions say whole seconds, so what waits for `minReadySeconds` is looked at then.
    if (coming.length > 0) this.#look(after(now, millisOf(next - now)));
  }

  /** The oldest pods of a ReplicaSet die. Frail ones do not come back. */
  kill(set: JsonObject, count: number): void {
    this.#broken.add(uidOf(set));
    for (const pod of this.#podsOf(set).slice(0, count)) this.#cluster.delete('Pod', nameOf(pod));
  }

  #look(at: Instant): void {
    if (this.dueAt === undefined || this.dueAt > at) this.dueAt = at;
  }

  #podsOf(set: JsonObject): readonly JsonObject[] {
    const owner = `ReplicaSet/${nameOf(set)}`;
    return this.#cluster.of('Pod').filter((pod) => ownerOf(pod) === owner);
  }

  #keep(set: JsonObject, now: Instant): void {
    const spec = new Fields(set).below('spec');
    const wanted = spec.whole('replicas') ?? 1;
    const pods = this.#podsOf(set);
    for (let missing = wanted - pods.length; missing > 0; missing -= 1) this.#start(set, now);
    const byWorth = [...pods].sort((a, b) => this.#worth(a, now) - this.#worth(b, now));
    for (const pod of byWorth.slice(0, Math.max(0, pods.length - wanted))) this.#cluster.delete('Pod', nameOf(pod));
    const kept = this.#podsOf(set);
    const minReady = 1000 * (spec.whole('minReadySeconds') ?? 0);
    const ready = kept.filter((pod) => this.#isReadyFor(pod, 0, now));
    for (const pod of ready) this.#sayReady(pod);
    const available = kept.filter((pod) => this.#isReadyFor(pod, minReady, now));
    if (available.length < ready.length) this.#look(after(now, millisOf(minReady)));
    this.#cluster.patch('ReplicaSet', nameOf(set), {
      status: {
        replicas: kept.length,
        readyReplicas: ready.length,
        availableReplicas: available.length,
        observedGeneration: metadataOf(set)['generation'] ?? 0,
      },
    });
  }

  #start(set: JsonObject, now: Instant): void {
    this.#count += 1;
    const template = new Fields(set).below('spec').below('template');
    const name = `${nameOf(set)}-${this.#count}`;
    const image = new Fields(template.below('spec').list('containers')[0]).text('image');
    const isLost = image.includes('frail') && this.#broken.has(uidOf(set));
    const start = isLost ? undefined : startOf(image, this.#count);
    if (start !== undefined) this.#readyAt.set(name, after(now, millisOf(start)));
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: nameOf(set), uid: uidOf(set), controller: true };
    const metadata = { ...template.object('metadata'), name, namespace: 'default', ownerReferences: [owner] };
    this.#cluster.create({ apiVersion: 'v1', kind: 'Pod', metadata });
  }

  /** Pods that are not ready go first, of the others the youngest. */
  #worth(pod: JsonObject, now: Instant): number {
    const readyAt = this.#readyAt.get(nameOf(pod)) ?? Infinity;
    return readyAt > now ? -1 : 1 / readyAt;
  }

  #isReadyFor(pod: JsonObject, length: number, now: Instant): boolean {
    return (this.#readyAt.get(nameOf(pod)) ?? Infinity) + length <= now;
  }

  #sayReady(pod: JsonObject): void {
    const at = this.#readyAt.get(nameOf(pod));
    if (at === undefined || pod['status'] !== undefined) return;
    const condition = { type: 'Ready', status: 'True', lastTransitionTime: formatInstant(at) };
    this.#cluster.patch('Pod', nameOf(pod), { status: { conditions: [condition] } });
  }

  #collectGarbage(): void {
    for (const kind of ['ReplicaSet', 'Service', 'AnalysisRun', 'Pod']) {
      for (const object of this.#cluster.of(kind)) {
        const [ownerKind = '', owner = ''] = ownerOf(object)?.split('/') ?? [];
        if (ownerKind !== '' && this.#cluster.find(ownerKind, owner) === undefined) {
          this.#cluster.delete(kind, nameOf(object));
        }
      }
    }
  }
}

/** How long a pod takes to be ready, by the name of its image; undefined for one that never is. In milliseconds. */
function startOf(image: string, count: number): number | undefined {
  if (image.includes('bad')) return undefined;
  if (image.includes('slow')) return 45_000;
  return image.includes('uneven') ? 2000 * (1 + (count % 4)) : 3000;
}
