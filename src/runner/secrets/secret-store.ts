import type { Secret } from '../../core/secret.ts';
import type { SecretRead } from '../../template/resolved.ts';
import { notFound, type SecretKey, type SecretSource } from './secret-source.ts';

/** All places where Secrets are looked for, as one. */
export class SecretStore {
  readonly #sources: readonly SecretSource[];

  /** @param sources the first that has a key decides on it */
  constructor(sources: readonly SecretSource[]) {
    this.#sources = sources;
  }

  /** A Secret with the keys of all places; when none has it, what the last one said. */
  async read(name: string, namespace: string): Promise<SecretRead> {
    const reads = await Promise.all(this.#sources.map((source) => source.read(name, namespace)));
    const keys: Record<string, Secret> = {};
    const found = reads.filter((read) => read.kind === 'found');
    if (found.length === 0) return reads.at(-1) ?? notFound(name);
    for (const read of found.toReversed()) Object.assign(keys, read.keys);
    return { kind: 'found', keys };
  }

  /** Every place where a key was looked for, as one text. */
  placesOf(wanted: SecretKey): string {
    return this.#sources.map((source) => source.where(wanted)).join(', ');
  }
}
