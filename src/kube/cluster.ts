import type { Json } from '../core/json.ts';

/** One Kubernetes API server, seen as a user of a kubeconfig. Opened by `connect`. */
export interface Cluster {
  /** Name of the context in use. */
  readonly context: string;
  /** URL of the API server, without a slash at its end. */
  readonly server: string;
  /** The context's namespace, or `default`. */
  readonly namespace: string;
  /**
   * Sends one request and reads the whole answer. Never retries.
   *
   * @returns the answer's JSON; null for an empty one
   * @throws Fault CLUSTER_REFUSED with the API's own message (see `refusalOf`); CLUSTER_UNREACHABLE when the API is too busy
   *   or fails itself (429, 5xx), and when there is no answer in time, no credentials, or an answer that is no JSON
   */
  request(request: ApiRequest): Promise<Json>;
  /**
   * Sends one GET whose answer goes on, such as a watch, and hands over its lines as they come. Knows no time limit: the
   * signal is the only one. A last line without an end was cut off and is dropped.
   *
   * @throws Fault CLUSTER_REFUSED and CLUSTER_UNREACHABLE as `request` does, also when the connection breaks in the middle
   */
  lines(request: LinesRequest): AsyncIterable<string>;
  /** Lets requests under way end and closes the connections. */
  close(): Promise<void>;
}

export type ApiRequest = Asked & (Read | Write | Patch);

export interface LinesRequest extends Omit<Asked, 'timeoutMs' | 'beforeSend'> {
  /** Hears that the API has said yes; lines may be long in coming. */
  readonly onOpen?: () => void;
}

interface Asked {
  /** From the server's root, such as `/api/v1/namespaces/default/pods`. Names come in through `pathOf`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** From the first byte out to the last byte in. Milliseconds, above 0. Default 30,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Called right before the first byte goes out, after all waiting. What it throws is thrown, and nothing is sent. */
  readonly beforeSend?: () => void;
}

interface Read {
  readonly method: 'GET';
}

interface Write {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly body?: Json;
}

interface Patch {
  readonly method: 'PATCH';
  readonly patch: PatchType;
  readonly body: Json;
}

/** How a patch is written. The API takes the wrong one silently as another, so there is no default. */
export type PatchType = keyof typeof PATCH_CONTENT_TYPES;

/** `json`: RFC 6902 operations. `merge`: RFC 7386. `strategic`: Kubernetes' own, built-in kinds only. `apply`: server-side apply. */
export const PATCH_CONTENT_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** A path made of parts, each escaped: a name that holds a slash cannot lead to another resource. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}
