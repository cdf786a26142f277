import type { Clock } from '../../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { SecretKey, SecretSource } from '../../../runner/secrets/secret-source.ts';
import { SecretStore } from '../../../runner/secrets/secret-store.ts';
import type { SecretRead } from '../../../template/resolved.ts';

/** How long what was read still holds: a rotated Secret is seen at the next look, and thousands of runs do not read it each for themselves. */
const LIFE: Millis = millisOf(1_000);

interface Read {
  readonly at: Instant;
  readonly read: Promise<SecretRead>;
}

/** The Secrets of a store, read once for all runs that ask within a second. */
export function recentSecrets(store: SecretStore, steady: Clock): SecretStore {
  return new SecretStore([new RecentSecrets(store, steady)]);
}

class RecentSecrets implements SecretSource {
  readonly #store: SecretStore;
  readonly #steady: Clock;
  readonly #reads = new Map<string, Read>();

  constructor(store: SecretStore, steady: Clock) {
    this.#store = store;
    this.#steady = steady;
  }

  where(wanted: SecretKey): string {
    return this.#store.placesOf(wanted);
  }

  async read(name: string, namespace: string): Promise<SecretRead> {
    const id = `${namespace}/${name}`;
    const now = this.#steady.now();
    const known = this.#reads.get(id);
    if (known !== undefined && now < after(known.at, LIFE)) return known.read;
    const read = this.#store.read(name, namespace);
    this.#reads.set(id, { at: now, read });
    try {
      return await read;
    } catch (thrown) {
      if (this.#reads.get(id)?.read === read) this.#reads.delete(id);
      throw thrown;
    }
  }
}
