import { Fault } from '../../core/fault.ts';
import { type Instant, instantOf } from '../../core/instant.ts';
import type { ConfigFields } from '../config-fields.ts';
import { hashOf } from '../http/hash-of.ts';
import type { Http, HttpRequest } from '../http/http.ts';
import { requestFailed } from '../http/unreachable.ts';
import { type FetchedToken, type HeldToken, KeptTokens } from './kept-tokens.ts';
import type { OAuth2 } from './oauth2-client.ts';
import { fetchToken, type PostForm } from './oauth2-token.ts';
import { type HttpLayer, setHeader } from './set-header.ts';

/**
 * Reads `authentication.oauth2`.
 *
 * @returns undefined without a `tokenUrl`
 * @throws Fault PROVIDER_CONFIG_INVALID `missing mandatory parameter in metric for OAuth2 setup`
 * @see providers.md §1.3
 */
export function oauth2Of(authentication: ConfigFields): OAuth2 | undefined {
  const fields = authentication.object('oauth2');
  const [tokenUrl, clientId, clientSecret] = [
    fields.text('tokenUrl'),
    fields.text('clientId'),
    fields.text('clientSecret'),
  ];
  if (tokenUrl === '') return undefined;
  if (clientId === '' || clientSecret === '') {
    const field = `authentication.oauth2.${clientId === '' ? 'clientId' : 'clientSecret'}`;
    throw new Fault('PROVIDER_CONFIG_INVALID', 'missing mandatory parameter in metric for OAuth2 setup', { field });
  }
  return { tokenUrl, clientId, clientSecret, scopes: fields.words('scopes') };
}

/** Where tokens are kept for other looks. */
export interface TokenKeeping {
  readonly tokens: KeptTokens;
  /** The moment of the look. */
  readonly now: Instant;
  /** What inner layers add to the request for a token, if anything: it may be another token with them. */
  readonly inner?: unknown;
}

/**
 * Sends a token with every request, in place of any Authorization: one that is kept, or one that is fetched before the first request. The
 * token request goes out by the same way, so it has the same time limit, TLS options and inner layers. A kept token that is answered with
 * 401 is thrown away, and the request is sent once more with a new one: without keeping it would have had that one at once.
 *
 * @param keeping absent: a token serves this look alone
 */
export function withOAuth2(oauth2: OAuth2, keeping?: TokenKeeping): HttpLayer {
  const { tokens, now, inner } = keeping ?? { tokens: new KeptTokens(), now: instantOf(0), inner: undefined };
  const nameOf = ({ tls = {}, proxy = true }: HttpRequest): string => hashOf([oauth2, tls, proxy, inner ?? null]);
  return (http) => {
    let token: Promise<HeldToken> | undefined;
    const hold = (request: HttpRequest): Promise<HeldToken> => {
      const fetch = (): Promise<FetchedToken> => fetchToken(oauth2, posting(http, request));
      return tokens.hold(nameOf(request), now, fetch, request.signal).catch((thrown: unknown) => {
        if (thrown instanceof Fault && thrown.code !== 'EGRESS_DENIED')
          throw requestFailed(request, thrown.message, thrown);
        throw thrown;
      });
    };
    return {
      async send(request) {
        token ??= hold(request);
        const first = await token;
        const answer = await http.send(setHeader(request, 'Authorization', first.authorization));
        if (answer.status !== 401) return answer;
        tokens.drop(nameOf(request), first.authorization);
        if (!first.isKept) return answer;
        token = hold(request);
        const second = await token;
        const again = await http.send(setHeader(request, 'Authorization', second.authorization));
        if (again.status === 401) tokens.drop(nameOf(request), second.authorization);
        return again;
      },
    };
  };
}

/** The way of a request, for the token that it needs. */
function posting(http: Http, { timeoutMs, tls, proxy, signal, timeoutKind }: HttpRequest): PostForm {
  return (url, body, headers) =>
    http.send({
      method: 'POST',
      url,
      body,
      headers,
      timeoutMs,
      isConfidential: true,
      isForMany: true,
      ...(timeoutKind === undefined ? {} : { timeoutKind }),
      ...(tls === undefined ? {} : { tls }),
      ...(proxy === undefined ? {} : { proxy }),
      ...(signal === undefined ? {} : { signal }),
    });
}
