import { Fault } from '../../core/fault.ts';
import type { ConfigFields } from '../config-fields.ts';
import { requestFailed } from '../http/unreachable.ts';
import type { OAuth2 } from './oauth2-client.ts';
import { fetchToken } from './oauth2-token.ts';
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

/**
 * Fetches a token before the first request and sends it with every one, in place of any Authorization. The token request
 * goes out by the same way, so it has the same time limit, TLS options and inner layers.
 */
export function withOAuth2(oauth2: OAuth2): HttpLayer {
  return (http) => {
    let token: Promise<string> | undefined;
    return {
      async send(request) {
        const { timeoutMs, tls, proxy, signal, timeoutKind } = request;
        token ??= fetchToken(oauth2, (url, body, headers) =>
          http.send({
            method: 'POST',
            url,
            body,
            headers,
            timeoutMs,
            isConfidential: true,
            ...(timeoutKind === undefined ? {} : { timeoutKind }),
            ...(tls === undefined ? {} : { tls }),
            ...(proxy === undefined ? {} : { proxy }),
            ...(signal === undefined ? {} : { signal }),
          }),
        );
        const authorization = await token.catch((thrown: unknown) => {
          if (thrown instanceof Fault && thrown.code !== 'EGRESS_DENIED')
            throw requestFailed(request, thrown.message, thrown);
          throw thrown;
        });
        return http.send(setHeader(request, 'Authorization', authorization));
      },
    };
  };
}
