import type { Json, JsonObject } from '../../core/json.ts';
import type { ApiKind } from './kind.ts';

/** One request to the embedded API server, as it comes over the wire. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root, each part escaped as in a URL: `/api/v1/namespaces/shop/pods/web-0`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of the body; it says which kind of patch is meant. Absent: JSON. */
  readonly contentType?: string;
  /** What the caller wants to be answered with, such as tables. Absent: JSON of the kind itself. */
  readonly accept?: string;
  /** Who asks: owner of the fields that are written, when `fieldManager` names none. */
  readonly userAgent?: string;
  readonly body?: Json;
}

/** The answer. A refusal is a `Status` object with the API server's own reason, message and details. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: JsonObject;
  /** Texts for the header `Warning`, without its number. */
  readonly warnings?: readonly string[];
}

/** What a watch tells. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: JsonObject;
}

/** A watch that was taken; events come in the order of their versions, each within the write that caused it. */
export interface Watching {
  /** Ends it. Nothing is heard afterwards. */
  stop(): void;
}

/** The embedded API server: one state, changed by calls alone. Time and chance are handed to whoever makes it. */
export interface Api {
  /** What is served now, in no order: built-in kinds, and those of CustomResourceDefinitions as long as they stand. */
  kinds(): readonly ApiKind[];
  /** Answers everything but watches. Never throws: what goes wrong is an answer. */
  answer(call: ApiCall): ApiAnswer;
  /**
   * Answers a GET with `watch=true`: with what is there and then with every change, or from `resourceVersion` on.
   *
   * @returns the watch, or the refusal
   */
  watch(call: ApiCall, hear: (event: WatchEvent) => void): Watching | ApiAnswer;
}
