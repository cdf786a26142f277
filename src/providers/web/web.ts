import { Fault } from '../../core/fault.ts';
import type { Reading } from '../../core/reading.ts';
import type { KeptTokens } from '../auth/kept-tokens.ts';
import { withOAuth2 } from '../auth/oauth2.ts';
import { timeLimit } from '../http/deadline.ts';
import { settingHeaders } from '../http/header-name.ts';
import { BrokenOff, type Http, type HttpAnswer, type HttpRequest } from '../http/http.ts';
import type { Provider } from '../provider.ts';
import { readBody } from './read-body.ts';
import { parseWebConfig, type WebConfig } from './web-config.ts';

/**
 * Any HTTP address that answers with JSON or text (providers.md §3).
 *
 * @param tokens where tokens are kept for other looks; absent: each look fetches its own
 */
export function webProvider(tokens?: KeptTokens): Provider<WebConfig> {
  return {
    kind: 'web',
    type: 'Web',
    parse: parseWebConfig,
    async measure(config, scope) {
      // One limit for the token and the question.
      const limit = timeLimit(config.timeout, scope.signal);
      const keeping = tokens && { tokens, now: scope.now };
      try {
        const http = config.oauth2 === undefined ? scope.http : withOAuth2(config.oauth2, keeping)(scope.http);
        return await look(config, http, limit.signal);
      } finally {
        limit.done();
      }
    },
  };
}

/** It, with a token for each look. */
export const web: Provider<WebConfig> = webProvider();

async function look(config: WebConfig, http: Http, signal: AbortSignal): Promise<Reading> {
  const answer = await send(requestOf(config, signal), http);
  if (!isGood(answer)) throw refused(answer);
  return readBody(answer.body, config.jsonPath);
}

async function send(request: HttpRequest, http: Http): Promise<HttpAnswer> {
  try {
    return await http.send(request);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || !(thrown.cause instanceof BrokenOff)) throw thrown;
    // The original looks at the status before it reads the body.
    if (!isGood(thrown.cause.answer)) throw refused(thrown.cause.answer);
    throw new Fault('PROVIDER_UNREACHABLE', `Received no bytes in response: ${thrown.message}`, {}, { cause: thrown });
  }
}

function requestOf(config: WebConfig, signal: AbortSignal): HttpRequest {
  const { method, url, tls, timeout, jsonBody } = config;
  if (config.body !== '' && jsonBody !== undefined) {
    throw invalid('use either Body or JSONBody; both cannot exists for WebMetric payload');
  }
  const body = jsonBody === undefined ? config.body : JSON.stringify(jsonBody);
  if (body !== '' && method === 'GET') {
    throw invalid('Body/JSONBody can only be used with POST or PUT WebMetric Method types');
  }
  const type = jsonBody === undefined ? [] : [['Content-Type', 'application/json'] as const];
  return {
    method,
    url,
    headers: settingHeaders([...config.headers, ...type]),
    ...(body === '' ? {} : { body }),
    timeoutMs: timeout,
    timeoutKind: 'client',
    tls,
    // As in the original, a request that takes any certificate goes past the proxy.
    proxy: tls.insecure !== true,
    signal,
  };
}

function isGood({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function refused({ status }: HttpAnswer): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', `received non 2xx response code: ${status}`);
}

function invalid(message: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', message);
}
