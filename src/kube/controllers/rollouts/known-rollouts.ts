import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import { normal } from '../../../rollout/plan/event.ts';
import { nameOf, uidOf } from '../../metadata.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';

/** Tells when a Rollout is seen for the first time, and when it is gone (rollout.md §21). */
export class KnownRollouts {
  readonly #parts: Pick<Parts, 'recorder' | 'measures' | 'log'>;
  /** What events need of the Rollouts that were seen, by key. */
  readonly #known = new Map<string, JsonObject>();

  constructor(parts: Pick<Parts, 'recorder' | 'measures' | 'log'>) {
    this.#parts = parts;
  }

  /** @param rollout  as it is now; undefined when it is gone */
  look(key: string, rollout: JsonObject | undefined): void {
    const before = this.#known.get(key);
    if (before !== undefined && uidOf(before) !== uidOf(rollout ?? {})) this.#sayGone(key, before);
    if (rollout !== undefined && !this.#known.has(key)) this.#sayNew(key, rollout);
  }

  #sayNew(key: string, rollout: JsonObject): void {
    const { apiVersion = '', kind = '' } = rollout;
    const { name = '', namespace = '', uid = '', resourceVersion = '' } = objectIn(rollout, 'metadata');
    this.#known.set(key, { apiVersion, kind, metadata: { name, namespace, uid, resourceVersion } });
    tellEvent(this.#parts, rollout, normal('RolloutAddedToInformer', `Rollout resource added to informer: ${key}`));
  }

  #sayGone(key: string, before: JsonObject): void {
    this.#known.delete(key);
    const { name, namespace } = nameOf(before);
    tellEvent(this.#parts, before, normal('RolloutDeleted', `Rollout ${name}/${namespace} is deleted.`));
  }
}
