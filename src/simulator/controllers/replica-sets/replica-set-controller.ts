import { earliest, type Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import { managersOf, settleClaims } from '../loop/ownership.ts';
import { isRefusal } from '../loop/refusals.ts';
import type { Bench } from '../loop/rounds.ts';
import { claim } from '../objects/claim.ts';
import { keyOf, metadataOf } from '../objects/metadata.ts';
import { fits } from '../objects/selector.ts';
import { PodControl } from '../pods/pod-control.ts';
import { availableAt, type PodView, viewPod } from '../pods/pod-view.ts';
import { podsToDelete } from './deletion-order.ts';
import { setStatus } from './set-status.ts';
import { type SetView, viewSet } from './set-view.ts';

/** Pods that are created or deleted in one round at most. */
const BURST = 500;

/** Gives every ReplicaSet its pods, and tells in its status what became of them. */
export class ReplicaSetController {
  readonly #floor: Floor;
  readonly #kind: ApiKind;
  readonly #sets: ObjectCache;
  readonly #pods: ObjectCache;
  readonly #podKind: ApiKind;
  readonly #control: PodControl;
  readonly #bench: Bench;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#kind = floor.kind('apps', 'ReplicaSet');
    this.#podKind = floor.kind('', 'Pod');
    this.#sets = floor.cacheOf(this.#kind);
    this.#pods = floor.cacheOf(this.#podKind);
    this.#control = new PodControl(floor.client, this.#podKind, floor.recorderOf('replicaset-controller'));
    this.#bench = floor.register((key) => this.#look(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#sets.hear(({ object }) => this.#bench.add(keyOf(object)));
    this.#pods.hear((change) => this.#hearPod(change));
  }

  #hearPod(change: Change): void {
    for (const key of managersOf(change, 'ReplicaSet')) this.#bench.add(key);
    const { namespace, controller, labels } = metadataOf(change.object);
    if (controller !== undefined || change.isGone) return;
    // Somebody may take it up.
    for (const set of this.#sets.allIn(namespace)) {
      if (fits(viewSet(set).selector, labels)) this.#bench.add(keyOf(set));
    }
  }

  #look(key: string): void {
    const found = this.#sets.get(key);
    if (found === undefined) return;
    const set = viewSet(found);
    const { uid, deletedAt } = metadataOf(found);
    const managed = this.#pods.managedBy(uid);
    const active = this.#claimed(set, managed).map(viewPod);
    const terminating = managed.map(viewPod).filter((pod) => pod.isTerminating && fits(set.selector, labelsOf(pod)));
    const failure = deletedAt === undefined ? this.#size(set, active) : undefined;
    const now = this.#floor.clock.now();
    this.#tell(
      set,
      setStatus(set, { active, terminating, ...(failure !== undefined && { failure: failure.message }) }, now),
    );
    this.#plan(key, { set, active, now });
    if (failure !== undefined) throw failure;
  }

  /** Pods that are not at their end, those among them that are taken up now. */
  #claimed(set: SetView, managed: readonly JsonObject[]): readonly JsonObject[] {
    const { namespace } = metadataOf(set.json);
    const candidates = [...managed, ...this.#pods.unmanagedIn(namespace)].filter((pod) => viewPod(pod).isActive);
    const claims = claim(set.json, set.selector, candidates);
    const { client } = this.#floor;
    return settleClaims(
      { client, owner: set.json, apiVersion: 'apps/v1', kind: 'ReplicaSet', ownedKind: this.#podKind },
      claims,
    );
  }

  /** @returns why not all could be done */
  #size(set: SetView, active: readonly PodView[]): Error | undefined {
    const missing = set.size - active.length;
    try {
      if (missing > 0) this.#control.create(set.json, set.template, Math.min(missing, BURST));
      if (missing < 0) for (const pod of this.#surplus(set, active, -missing)) this.#control.delete(set.json, pod.json);
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
    return undefined;
  }

  #surplus(set: SetView, active: readonly PodView[], count: number): readonly PodView[] {
    const { controller, uid } = metadataOf(set.json);
    const siblings =
      controller === undefined ? [uid] : this.#sets.managedBy(controller.uid).map((one) => metadataOf(one).uid);
    const peers = siblings.flatMap((sibling) => this.#pods.managedBy(sibling).map(viewPod));
    return podsToDelete(active, peers, Math.min(count, BURST), this.#floor.clock.now());
  }

  #tell(set: SetView, status: JsonObject): void {
    if (sameJson(new Fields(set.json).object('status') ?? {}, status)) return;
    this.#floor.client.updateStatus(this.#kind, { ...set.json, status });
  }

  /** Looks again when the next pod has been ready for long enough. */
  #plan(key: string, { set, active, now }: { set: SetView; active: readonly PodView[]; now: Instant }): void {
    if (set.minReadySeconds === 0) return;
    const moments = active.map((pod) => availableAt(pod, set.minReadySeconds));
    const next = earliest(moments.filter((moment) => moment !== undefined && moment > now));
    if (next !== undefined) this.#bench.addAt(key, next);
  }
}

function labelsOf({ json }: PodView): Readonly<Record<string, string>> {
  return metadataOf(json).labels;
}
