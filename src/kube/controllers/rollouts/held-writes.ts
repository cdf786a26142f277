import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { applyMergePatch, mergePatch } from '../../../core/merge-patch.ts';
import { sameJson } from '../../../core/same-json.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { KINDS } from '../../kinds.ts';
import { nameOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import type { PatchOptions } from '../../write/writer.ts';
import type { Parts } from '../parts.ts';
import { endedUpdate } from './ended-update.ts';

/** What became of a write. */
export type Fate =
  | { readonly kind: 'done' }
  /** Somebody else has written the object: decide again from how it is now. */
  | { readonly kind: 'stale' }
  /** The object is gone. */
  | { readonly kind: 'gone' }
  /** The name belongs to something else: decide again with that in view. */
  | { readonly kind: 'taken'; readonly object: JsonObject }
  /** The API will not have this ReplicaSet. */
  | { readonly kind: 'refused'; readonly name: string; readonly error: string };

export interface HeldWritesDeps {
  readonly parts: Pick<Parts, 'writer' | 'measures'>;
  readonly tell: (event: RolloutEvent) => void;
}

/**
 * Writes to one Rollout, and the ReplicaSet that is made for it, as late as may be: several plans in a row may change them before anything
 * else is written, and then it is one write of each. Before anything else is written they must be, or what was done could not be understood
 * from them.
 */
export class HeldWrites {
  readonly #deps: HeldWritesDeps;
  /** As the API has it. */
  #stored: JsonObject;
  /** As it is to be. */
  #wanted: JsonObject | undefined;
  #unborn: JsonObject | undefined;
  /** What is true once all that is written. */
  #events: RolloutEvent[] = [];

  constructor(rollout: JsonObject, deps: HeldWritesDeps) {
    this.#stored = rollout;
    this.#deps = deps;
  }

  /** The Rollout as it is to be. */
  get rollout(): JsonObject {
    return this.#wanted ?? this.#stored;
  }

  /** A ReplicaSet that is to be made. */
  get unborn(): JsonObject | undefined {
    return this.#unborn;
  }

  get isEmpty(): boolean {
    return this.#wanted === undefined && this.#unborn === undefined;
  }

  /** What is held changes nothing but how many pods there are, and what follows from that alone. */
  get isMereNumbers(): boolean {
    if (this.#wanted === undefined || this.#unborn !== undefined || this.#events.length > 0) return false;
    const [was, is] = [this.#stored, this.#wanted];
    const status = mergePatch(objectIn(was, 'status'), objectIn(is, 'status'));
    return (
      was['metadata'] === is['metadata'] &&
      Object.keys(status).every((name) => NUMBERS.has(name)) &&
      sameJson(leadingConditions(was), leadingConditions(is))
    );
  }

  /** Takes a merge patch of the Rollout's annotations or status. */
  change(patch: JsonObject): void {
    this.#wanted = applyMergePatch(this.rollout, patch);
  }

  /** Takes a ReplicaSet that is to be made. */
  bear(replicaSet: JsonObject): void {
    this.#unborn = replicaSet;
  }

  /** Takes a merge patch of the ReplicaSet that is to be made. False for any other. */
  raise(name: string, patch: JsonObject): boolean {
    if (this.#unborn === undefined || nameOf(this.#unborn).name !== name) return false;
    this.#unborn = applyMergePatch(this.#unborn, patch);
    return true;
  }

  /** Tells an event once what it tells of is written. */
  tell(event: RolloutEvent): void {
    if (this.isEmpty) this.#deps.tell(event);
    else this.#events.push(event);
  }

  /** The Rollout was written by other means, with nothing held. */
  wrote(rollout: JsonObject): void {
    this.#stored = rollout;
  }

  /**
   * Writes what is held. What does not fit any more is dropped, with all that was to follow: it is to be decided again.
   *
   * @returns also the ReplicaSet that was made, if one was
   */
  async flush(): Promise<Fate & { readonly born?: JsonObject }> {
    const { rollout } = this;
    const unborn = this.#unborn;
    const events = this.#events;
    this.#wanted = undefined;
    this.#unborn = undefined;
    this.#events = [];
    const born = unborn === undefined ? undefined : await this.#create(unborn);
    if (born !== undefined && born.kind !== 'born') return born;
    const fate = await this.#write(rollout);
    if (fate.kind === 'done') events.forEach(this.#deps.tell);
    return born === undefined ? fate : { ...fate, born: born.object };
  }

  async #create(replicaSet: JsonObject): Promise<Fate | { readonly kind: 'born'; readonly object: JsonObject }> {
    const { writer } = this.#deps.parts;
    try {
      // Whether what has the name already is what was to be made is for the plan to say.
      const { kind, object } = await writer.create({ resource: KINDS.replicaSets, object: replicaSet }, () => false);
      return kind === 'taken' ? { kind, object } : { kind: 'born', object };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return { kind: 'refused', name: nameOf(replicaSet).name, error: refusal.message };
    }
  }

  async #write(rollout: JsonObject): Promise<Fate> {
    const annotations = changed(annotationsOf(this.#stored), annotationsOf(rollout));
    const annotated = annotations && (await this.#patch({ metadata: { annotations } }));
    if (annotated !== undefined && annotated.kind !== 'done') return annotated;
    const before = this.#stored;
    const status = changed(objectIn(before, 'status'), objectIn(rollout, 'status'));
    const written = status && (await this.#patch({ status }, { subresource: 'status' }));
    if (written?.kind === 'done') {
      const ended = endedUpdate(before, this.#stored);
      if (ended !== undefined) this.#deps.parts.measures.updateEnded(ended.status, ended);
    }
    return written ?? { kind: 'done' };
  }

  async #patch(patch: JsonObject, options: PatchOptions = {}): Promise<Fate> {
    const target = { resource: KINDS.rollouts, object: this.#stored };
    const patched = await this.#deps.parts.writer.patch(target, patch, options);
    if (patched.kind === 'stale' || patched.kind === 'gone') return { kind: patched.kind };
    this.#stored = patched.object;
    return { kind: 'done' };
  }
}

function annotationsOf(rollout: JsonObject): JsonObject {
  return objectIn(objectIn(rollout, 'metadata'), 'annotations');
}

function changed(from: JsonObject, to: JsonObject): JsonObject | undefined {
  const patch = mergePatch(from, to);
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** What changes whenever a pod comes or goes. */
const NUMBERS: ReadonlySet<string> = new Set([
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'HPAReplicas',
  'conditions',
  'message',
]);

/** Conditions without their times and texts, and without those that follow the number of pods. */
function leadingConditions(rollout: JsonObject): JsonObject {
  const conditions = listIn(objectIn(rollout, 'status'), 'conditions');
  const leading = conditions.filter(({ type }) => type !== 'Available' && type !== 'Healthy');
  return Object.fromEntries(
    leading.map((condition) => [textIn(condition, 'type'), [textIn(condition, 'status'), textIn(condition, 'reason')]]),
  );
}
