import type { JsonObject } from '../../../core/json.ts';
import { applyMergePatch, mergePatch } from '../../../core/merge-patch.ts';
import { sameJson } from '../../../core/same-json.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { listIn, objectIn, textIn } from '../../api-object.ts';
import { KINDS } from '../../kinds.ts';
import type { Parts } from '../parts.ts';
import { endedUpdate } from './ended-update.ts';

export interface StatusPenDeps {
  readonly parts: Pick<Parts, 'writer' | 'measures'>;
  readonly tell: (event: RolloutEvent) => void;
}

/**
 * Writes the status of one Rollout, as late as may be: several plans in a row may change it before anything else is written, and then it
 * is one write. Before anything else is written it must be, or what was done could not be understood from it.
 */
export class StatusPen {
  readonly #deps: StatusPenDeps;
  /** As the API has it. */
  #stored: JsonObject;
  /** With the status that waits to be written. */
  #wanted: JsonObject | undefined;
  /** What is true once that status is written. */
  #events: RolloutEvent[] = [];

  constructor(rollout: JsonObject, deps: StatusPenDeps) {
    this.#stored = rollout;
    this.#deps = deps;
  }

  /** With the status that it is to have. */
  get rollout(): JsonObject {
    return this.#wanted ?? this.#stored;
  }

  /** What waits changes nothing but how many pods there are, and what follows from that alone. */
  get isMereNumbers(): boolean {
    if (this.#wanted === undefined || this.#events.length > 0) return false;
    const patch = this.#patch();
    return (
      Object.keys(patch).every((name) => NUMBERS.has(name)) &&
      sameJson(leadingConditions(this.#stored), leadingConditions(this.#wanted))
    );
  }

  /** Takes a change of the status. */
  hold(status: JsonObject): void {
    this.#wanted = applyMergePatch(this.rollout, { status });
  }

  /** Tells an event once what it tells of is written. */
  tell(event: RolloutEvent): void {
    if (this.#wanted === undefined) this.#deps.tell(event);
    else this.#events.push(event);
  }

  /** The Rollout was written by other means, with no status waiting. */
  wrote(rollout: JsonObject): void {
    this.#stored = rollout;
  }

  /** Writes what waits. Where it does not fit any more it is dropped, with its events: it is to be decided again. */
  async flush(): Promise<'done' | 'stale' | 'gone'> {
    if (this.#wanted === undefined) return 'done';
    const status = this.#patch();
    const events = this.#events;
    this.#wanted = undefined;
    this.#events = [];
    const kind = Object.keys(status).length === 0 ? 'done' : await this.#write(status);
    if (kind === 'done') events.forEach(this.#deps.tell);
    return kind;
  }

  async #write(status: JsonObject): Promise<'done' | 'stale' | 'gone'> {
    const { writer, measures } = this.#deps.parts;
    const before = this.#stored;
    const target = { resource: KINDS.rollouts, object: before };
    const patched = await writer.patch(target, { status }, { subresource: 'status' });
    if (patched.kind === 'stale' || patched.kind === 'gone') return patched.kind;
    this.#stored = patched.object;
    const ended = endedUpdate(before, patched.object);
    if (ended !== undefined) measures.updateEnded(ended.status, ended);
    return 'done';
  }

  #patch(): JsonObject {
    return mergePatch(objectIn(this.#stored, 'status'), objectIn(this.rollout, 'status'));
  }
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
