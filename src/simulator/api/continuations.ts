import type { JsonObject } from '../../core/json.ts';
import { badRequest, expired } from './refusals.ts';
import type { Resource } from './served.ts';

/** Where a list that is read page by page goes on. */
export interface Continuation {
  /** The collection as it stood at the first page. */
  readonly objects: readonly JsonObject[];
  /** At that version. */
  readonly version: number;
  /** Place of the next object. */
  readonly start: number;
}

/** Lists under way that are remembered at once. */
const REMEMBERED = 64;

/** What is remembered of lists that are read page by page. Objects are frozen, so a collection that is kept costs no more than its references. */
export class Continuations {
  /** By token, oldest first. */
  readonly #kept = new Map<string, { readonly resource: Resource; readonly continuation: Continuation }>();

  /** @returns the token of the next page */
  keep(resource: Resource, continuation: Continuation): string {
    const { version, start } = continuation;
    const { group, word } = resource.named;
    // Which collection it was is part of it: two lists of one version may be cut at one place.
    const token = btoa(
      JSON.stringify({ v: 'meta.k8s.io/v1', rv: version, of: `${group}/${word}`, at: start, serial: this.#serial() }),
    );
    this.#kept.set(token, { resource, continuation });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > REMEMBERED && oldest !== undefined) this.#kept.delete(oldest);
    return token;
  }

  #served = 0;

  #serial(): number {
    this.#served += 1;
    return this.#served;
  }

  /** @throws Fault with a 400 for a token that this server never gave, with a 410 for one that it forgot */
  find(resource: Resource, token: string): Continuation {
    const kept = this.#kept.get(token);
    if (kept?.resource === resource) return kept.continuation;
    if (!isOurs(token)) {
      throw badRequest('invalid continue token: continue key is not valid: illegal base64 data at input byte 0');
    }
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    );
  }
}

function isOurs(token: string): boolean {
  try {
    return atob(token).startsWith('{"v":"meta.k8s.io/v1"');
  } catch {
    return false;
  }
}
