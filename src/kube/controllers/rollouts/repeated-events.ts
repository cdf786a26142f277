import { after, type Instant, type Millis } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { keyOf, nameOf, uidOf } from '../../metadata.ts';

/** What the last look at a Rollout told. */
interface Said {
  /** Of the Rollout as it was then: another spec is worth another warning. */
  readonly version: string;
  /** Its warnings, and since when they are told. */
  readonly warnings: ReadonlyMap<string, Instant>;
  /** What it told before it came to nothing. */
  readonly inVain: ReadonlySet<string>;
}

/**
 * Keeps a Rollout that cannot go on from saying so at every look. A warning that the look before gave too is left out, unless the spec has
 * changed or a whole resync has passed; one that comes back after it was not given is news. What a look told that came to nothing, because
 * somebody else wrote first, the next one does not tell again.
 */
export class RepeatedEvents {
  readonly #quiet: Millis;
  readonly #said = new Map<string, Said>();

  /** @param quiet  how long the same warning stays untold */
  constructor(quiet: Millis) {
    this.#quiet = quiet;
  }

  /** Begins a look at a Rollout. */
  look(rollout: JsonObject, now: Instant): Look {
    const key = keyOf(nameOf(rollout));
    const version = `${uidOf(rollout)} ${new Fields(rollout).below('metadata').whole('generation') ?? 0}`;
    const last = this.#said.get(key);
    const before = last?.version === version ? last.warnings : new Map<string, Instant>();
    const toldInVain = new Set(last?.inVain);
    const warnings = new Map<string, Instant>();
    const told = new Set<string>();
    return {
      isNews: ({ type, reason, message }) => {
        const text = `${reason} ${message}`;
        const since = before.get(text);
        const isRepeated = type === 'Warning' && since !== undefined && now < after(since, this.#quiet);
        if (type === 'Warning') warnings.set(text, isRepeated ? since : now);
        told.add(text);
        return !isRepeated && !toldInVain.delete(text);
      },
      end: ({ isInVain }) => {
        const inVain = isInVain ? told : new Set<string>();
        if (warnings.size + inVain.size > 0) this.#said.set(key, { version, warnings, inVain });
        else this.#said.delete(key);
      },
    };
  }

  /** The Rollout is gone. @param key  `namespace/name` */
  forget(key: string): void {
    this.#said.delete(key);
  }
}

/** One look at a Rollout. */
export interface Look {
  /** Whether an event is to be told. */
  isNews(event: RolloutEvent): boolean;
  /** @param isInVain  what it was about was not written, and is decided again */
  end(came: { readonly isInVain: boolean }): void;
}
