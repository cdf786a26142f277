import { after, type Instant, type Millis } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { keyOf, nameOf, uidOf } from '../../metadata.ts';

/** What the last look at a Rollout warned of, and since when. */
interface Said {
  /** Of the Rollout as it was then: another spec is worth another warning. */
  readonly version: string;
  readonly sinceOf: ReadonlyMap<string, Instant>;
}

/**
 * Keeps a Rollout that cannot go on from saying so at every look. A warning that the look before gave too is left out, unless the spec has
 * changed or a whole resync has passed; one that comes back after it was not given is news.
 */
export class RepeatedWarnings {
  readonly #quiet: Millis;
  readonly #said = new Map<string, Said>();

  /** @param quiet  how long the same warning stays untold */
  constructor(quiet: Millis) {
    this.#quiet = quiet;
  }

  /** Begins a look at a Rollout. */
  look(rollout: JsonObject, now: Instant): { isNews(event: RolloutEvent): boolean; end(): void } {
    const key = keyOf(nameOf(rollout));
    const version = `${uidOf(rollout)} ${new Fields(rollout).below('metadata').whole('generation') ?? 0}`;
    const last = this.#said.get(key);
    const before = last?.version === version ? last.sinceOf : new Map<string, Instant>();
    const sinceOf = new Map<string, Instant>();
    return {
      isNews: ({ type, reason, message }) => {
        if (type !== 'Warning') return true;
        const text = `${reason} ${message}`;
        const since = before.get(text);
        const isRepeated = since !== undefined && now < after(since, this.#quiet);
        sinceOf.set(text, isRepeated ? since : now);
        return !isRepeated;
      },
      end: () => {
        if (sinceOf.size > 0) this.#said.set(key, { version, sinceOf });
        else this.#said.delete(key);
      },
    };
  }

  /** The Rollout is gone. @param key  `namespace/name` */
  forget(key: string): void {
    this.#said.delete(key);
  }
}
