import {
  type AxiosAdapter,
  AxiosError,
  type AxiosResponse,
  CanceledError,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Dispatcher } from 'undici';
import { type Unpacked, unpack } from './unpack.ts';
import { type WholeAnswer, wholeAnswer } from './whole-answer.ts';

/**
 * An axios adapter over an undici pool: twice as fast as axios' own (dependencies.md §6). It sends one request, follows no
 * redirect, unpacks gzip and hands the body over as text. Errors are AxiosErrors with the first cause below them:
 * `ERR_CANCELED` for an abort, `ERR_BAD_RESPONSE` for a body that broke off or is too large (then with `response`, as far as
 * it came), `ERR_NETWORK` for anything before the answer.
 *
 * @param method  as it is to be sent: axios lowers the one in its config, and methods are case-sensitive
 */
export function undiciAdapter(dispatcher: Dispatcher, method: string): AxiosAdapter {
  return async (config) => {
    const answer = await ask(dispatcher, method, config);
    const isGzip =
      String(answer.headers['content-encoding'] ?? '').toLowerCase() === 'gzip' && config.decompress !== false;
    const { bytes, broken } = isGzip ? await unpackedBody(answer, mostBytes(config)) : answer;
    const response: AxiosResponse<string> = {
      data: bytes.toString('utf8'),
      status: answer.statusCode,
      statusText: answer.statusText,
      headers: headersOf(answer.headers, isGzip),
      config,
    };
    if (broken === undefined) return response;
    throw failure(broken, AxiosError.ERR_BAD_RESPONSE, config, response);
  };
}

async function ask(dispatcher: Dispatcher, method: string, config: InternalAxiosRequestConfig): Promise<WholeAnswer> {
  const url = config.url ?? '';
  const slash = url.indexOf('/', url.indexOf('//') + 2);
  try {
    return await wholeAnswer(
      dispatcher,
      {
        origin: slash === -1 ? url : url.slice(0, slash),
        path: slash === -1 ? '/' : url.slice(slash),
        method,
        headers: config.headers.toJSON(),
        body: (config.data as string | undefined) ?? null,
      },
      { signal: config.signal as AbortSignal | undefined, maxBytes: mostBytes(config) },
    );
  } catch (thrown) {
    throw failure(thrown, AxiosError.ERR_NETWORK, config);
  }
}

function mostBytes({ maxContentLength }: InternalAxiosRequestConfig): number {
  return maxContentLength ?? Infinity;
}

/** What ended the packed body early says more than that it cannot be unpacked to its end. */
async function unpackedBody({ bytes, broken }: WholeAnswer, maxBytes: number): Promise<Unpacked> {
  const unpacked = await unpack(bytes, maxBytes);
  return broken === undefined ? unpacked : { ...unpacked, broken };
}

function failure(
  thrown: unknown,
  code: string,
  config: InternalAxiosRequestConfig,
  response?: AxiosResponse<string>,
): AxiosError {
  const isAborted = (config.signal as AbortSignal | undefined)?.aborted === true;
  const error = isAborted ? new CanceledError(undefined, config) : new AxiosError(String(thrown), code, config);
  error.cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (response !== undefined) error.response = response;
  return error;
}

function headersOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  isUnpacked: boolean,
): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || (isUnpacked && (name === 'content-encoding' || name === 'content-length'))) continue;
    joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
