import type { JsonObject } from '../../core/json.ts';
import { isOlder, uidOf, versionOf } from '../metadata.ts';

/**
 * What this process wrote and has not yet heard of from the API. A watch is always a little late: without this, a reader
 * would see the object as it was before the write and decide once more what was decided already.
 */
export class OwnWrites {
  readonly #written = new Map<string, string>();
  readonly #deleted = new Map<string, string>();

  /** The object of that key was written, and has this version now. */
  wrote(key: string, version: string): void {
    this.#deleted.delete(key);
    this.#written.set(key, version);
  }

  /** The object of that key with that uid is gone for good. */
  deleted(key: string, uid: string): void {
    this.#written.delete(key);
    this.#deleted.set(key, uid);
  }

  /** Whether what the API sent is older than what was written. If not, we have heard of our write. */
  isOld(key: string, object: JsonObject, kind: 'put' | 'gone'): boolean {
    const written = this.#written.get(key);
    if (written !== undefined) {
      if (isOlder(versionOf(object), written)) return true;
      this.#written.delete(key);
    }
    const deleted = this.#deleted.get(key);
    if (deleted === undefined) return false;
    if (kind === 'put' && deleted === uidOf(object)) return true;
    this.#deleted.delete(key);
    return false;
  }

  /** Whether a list of that version is too old to hold what was written under that key. If not, we have heard of our write. */
  isAhead(key: string, listVersion: string): boolean {
    const written = this.#written.get(key);
    if (written !== undefined && isOlder(listVersion, written)) return true;
    this.#written.delete(key);
    this.#deleted.delete(key);
    return false;
  }
}
