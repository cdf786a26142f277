import { problemIn, Unreachable } from './problem.ts';

/** What is asked of the service. */
export interface Ask {
  /** Default: `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, as YAML. */
  readonly yaml?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What came back of a success. */
export interface Answer<Body> {
  readonly body: Body;
  readonly etag: string | null;
}

/** Asks the service. `C` is taken at its word: the service is of the same version as this page, and a test holds the types to it. */
export type Request = <C>(path: string, ask?: Ask) => Promise<Answer<C>>;

/**
 * Makes what asks the service.
 *
 * @param csrf gives what writes must carry in a signed-in browser; undefined where there is no session
 */
export function createRequest(csrf: () => string | undefined): Request {
  return async <C>(path: string, ask: Ask = {}): Promise<Answer<C>> => {
    const response = await send(path, ask, csrf());
    if (!response.ok) throw await problemIn(response);
    const text = await received(response);
    return {
      // See `Request`: an empty body is asked for by nobody.
      body: (text === '' ? undefined : JSON.parse(text)) as C,
      etag: response.headers.get('etag'),
    };
  };
}

async function send(
  path: string,
  { method = 'GET', body, yaml, headers, signal }: Ask,
  csrf: string | undefined,
): Promise<Response> {
  const text = yaml ?? (body === undefined ? undefined : JSON.stringify(body));
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(text !== undefined && { 'content-type': yaml === undefined ? 'application/json' : 'application/yaml' }),
        ...(method !== 'GET' && csrf !== undefined && { 'x-csrf-token': csrf }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new Unreachable(cause);
  }
}

async function received(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw new Unreachable(cause);
  }
}
