import { after, type Instant, millisOf } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiClient } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { EventText } from '../events/event-text.ts';
import type { Recorder } from '../events/recorder.ts';
import { ask } from '../loop/ask.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { ObjectCache } from '../loop/object-cache.ts';
import type { Bench } from '../loop/rounds.ts';
import { keyOf, metadataOf } from '../objects/metadata.ts';
import type { BehaviourOf, PodBehaviour } from './behaviour.ts';
import { podStatus } from './pod-status.ts';
import { viewPod } from './pod-view.ts';
import { type StageNow, stageAt } from './stage.ts';
import { stageEvents } from './stage-events.ts';

/** The name of the one node. */
export const NODE = 'node-1';

/** What the node remembers of a pod that it has. */
interface Life {
  readonly behaviour: PodBehaviour;
  readonly boundAt: Instant;
  readonly ip: string;
  /** The last stage of which events were told. */
  told: StageNow['stage']['kind'];
  /** When the pod is let go; absent while nobody asked. */
  stopAt?: Instant;
}

/**
 * Stands in for the scheduler and for the node: takes every pod, says of it what its behaviour says, and lets it go when it is deleted. Nothing
 * is run.
 */
export class Node {
  readonly #floor: Floor;
  readonly #client: ApiClient;
  readonly #kind: ApiKind;
  readonly #pods: ObjectCache;
  readonly #behaviourOf: BehaviourOf;
  readonly #scheduler: Recorder;
  readonly #kubelet: Recorder;
  readonly #bench: Bench;
  /** By uid. */
  readonly #lives = new Map<string, Life>();
  #addresses = 0;

  constructor(floor: Floor, behaviourOf: BehaviourOf) {
    this.#floor = floor;
    this.#client = floor.clientAs('kubelet');
    this.#kind = floor.kind('', 'Pod');
    this.#behaviourOf = behaviourOf;
    this.#scheduler = floor.recorderOf('default-scheduler');
    this.#kubelet = floor.recorderOf('kubelet');
    this.#pods = floor.cacheOf(this.#kind);
    this.#bench = floor.register((key) => this.#look(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#pods.hear(({ object, isGone }) => {
      if (isGone) this.#lives.delete(metadataOf(object).uid);
      else this.#bench.add(keyOf(object));
    });
  }

  #look(key: string): void {
    const pod = this.#pods.get(key);
    if (pod === undefined) return;
    const { node, phase } = viewPod(pod);
    if (node !== '' && node !== NODE) return;
    const { deletedAt, uid } = metadataOf(pod);
    if (deletedAt !== undefined) this.#stop(key, pod);
    else if (phase === 'Succeeded' || phase === 'Failed') this.#lives.delete(uid);
    else if (node === '') this.#bind(pod);
    else this.#live(key, pod);
  }

  #bind(pod: JsonObject): void {
    const { name, namespace, uid } = metadataOf(pod);
    const path = `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}/binding`;
    const metadata = { name, namespace, uid };
    const body = { apiVersion: 'v1', kind: 'Binding', metadata, target: { kind: 'Node', name: NODE } };
    ask(this.#client, { method: 'POST', path, query: {}, body });
    this.#lifeOf(pod);
    const message = `Successfully assigned ${namespace}/${name} to ${NODE}`;
    this.#scheduler.tell(pod, { type: 'Normal', reason: 'Scheduled', message });
  }

  #live(key: string, pod: JsonObject): void {
    const life = this.#lifeOf(pod);
    const now = this.#floor.clock.now();
    const { stage, until } = stageAt(life.behaviour, life.boundAt, now);
    if (until !== undefined) this.#bench.addAt(key, until);
    if (stage.kind === 'starts') return;
    const status = podStatus(pod, { stage, ip: life.ip }, now);
    if (!sameJson(new Fields(pod).object('status') ?? {}, status)) {
      this.#client.updateStatus(this.#kind, { ...pod, status });
    }
    if (life.told === stage.kind) return;
    for (const event of stageEvents(pod, life.told, stage)) this.#kubelet.tell(pod, event);
    life.told = stage.kind;
  }

  /** Lets a pod go, after what it does before it stops, but no later than its grace period allows. */
  #stop(key: string, pod: JsonObject): void {
    const life = this.#lifeOf(pod);
    const now = this.#floor.clock.now();
    if (life.stopAt === undefined) {
      life.stopAt = after(now, stopLength(pod, life.behaviour));
      if (life.told === 'runs') for (const event of killing(pod)) this.#kubelet.tell(pod, event);
    }
    if (life.stopAt > now) {
      this.#bench.addAt(key, life.stopAt);
      return;
    }
    deleteObject(this.#client, this.#kind, pod, { gracePeriodSeconds: 0 });
  }

  #lifeOf(pod: JsonObject): Life {
    const { uid } = metadataOf(pod);
    const known = this.#lives.get(uid);
    if (known !== undefined) return known;
    this.#addresses += 1;
    const life: Life = {
      behaviour: this.#behaviourOf(pod),
      boundAt: this.#floor.clock.now(),
      ip: addressOf(this.#addresses),
      told: 'starts',
    };
    this.#lives.set(uid, life);
    return life;
  }
}

/** `10.244.0.1` and those after it. */
function addressOf(serial: number): string {
  return `10.${244 + ((serial >> 16) & 7)}.${(serial >> 8) & 255}.${serial & 255}`;
}

function stopLength(pod: JsonObject, behaviour: PodBehaviour): ReturnType<typeof millisOf> {
  const graceSeconds = new Fields(pod['metadata']).whole('deletionGracePeriodSeconds') ?? 30;
  return millisOf(behaviour.kind === 'serves' ? Math.min(behaviour.stopMs, graceSeconds * 1000) : 0);
}

function killing(pod: JsonObject): readonly EventText[] {
  const containers = new Fields(pod['spec']).list('containers').filter(isJsonObject);
  return containers.map((container) => ({
    type: 'Normal',
    reason: 'Killing',
    message: `Stopping container ${new Fields(container).text('name')}`,
  }));
}
