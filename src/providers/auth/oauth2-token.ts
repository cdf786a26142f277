import { Fault, isFault, textOf } from '../../core/fault.ts';
import { unmarshalJson } from '../../core/go/json.ts';
import { quote } from '../../core/go/quote.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import { encodeForm } from '../http/form.ts';
import type { HttpAnswer } from '../http/http.ts';
import { parseForm } from '../http/parse-form.ts';
import { percentEscape } from '../http/percent.ts';
import type { FetchedToken } from './kept-tokens.ts';
import type { OAuth2 } from './oauth2-client.ts';

/** Posts a form to the token server. */
export type PostForm = (
  url: string,
  body: string,
  headers: readonly (readonly [name: string, value: string])[],
) => Promise<HttpAnswer>;

/** What is told of a token server's refusal, in characters. */
const SHOWN = 1024;

/**
 * Gets a token for a client: first with id and secret in the Authorization header, and when that fails in any way once more
 * with both in the form, because servers differ.
 *
 * @returns the text for an Authorization header, such as `Bearer abc`, and how long it is valid if the server said so
 * @throws Fault PROVIDER_UNREACHABLE `oauth2: cannot fetch token: 401 Unauthorized…`, `oauth2: "invalid_client" "…"`, or why
 *   the server could not be reached; EGRESS_DENIED
 * @see https://pkg.go.dev/golang.org/x/oauth2/clientcredentials
 */
export async function fetchToken(oauth2: OAuth2, post: PostForm): Promise<FetchedToken> {
  const form: [string, string][] = [['grant_type', 'client_credentials']];
  if (oauth2.scopes.length > 0) form.push(['scope', oauth2.scopes.join(' ')]);
  const type = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
  const credentials = [oauth2.clientId, oauth2.clientSecret].map((text) => percentEscape(text, 'query')).join(':');
  const basic = ['Authorization', `Basic ${Buffer.from(credentials).toString('base64')}`] as const;
  try {
    return tokenOf(await post(oauth2.tokenUrl, encodeForm(form), [type, basic]));
  } catch (thrown) {
    // What may not be asked may not be asked in another way either.
    if (isFault(thrown, 'EGRESS_DENIED')) throw thrown;
    form.push(['client_id', oauth2.clientId], ['client_secret', oauth2.clientSecret]);
    return tokenOf(await post(oauth2.tokenUrl, encodeForm(form), [type]));
  }
}

function tokenOf(answer: HttpAnswer): FetchedToken {
  const isRefused = answer.status < 200 || answer.status > 299;
  const fields = fieldsOf(answer, isRefused);
  const error = fields('error');
  if (error !== '') {
    const parts = [error, fields('error_description'), fields('error_uri')].filter((part) => part !== '');
    throw new Fault('PROVIDER_UNREACHABLE', `oauth2: ${parts.map(quote).join(' ')}`);
  }
  if (isRefused) throw refused(answer);
  const token = fields('access_token');
  if (token === '') throw new Fault('PROVIDER_UNREACHABLE', 'oauth2: server response missing access_token');
  const lifetime = lifetimeOf(fields('expires_in'));
  return {
    authorization: `${schemeOf(fields('token_type'))} ${token}`,
    ...(lifetime !== undefined && { lifetime }),
  };
}

/** @param seconds a whole number of them, as texts and numbers are read; anything else says nothing */
function lifetimeOf(seconds: string): Millis | undefined {
  return /^[1-9]\d{0,8}$/.test(seconds) ? millisOf(Number(seconds) * 1000) : undefined;
}

/** Reads one field of the answer; empty when it is not there. */
type Fields = (name: string) => string;

function fieldsOf(answer: HttpAnswer, isRefused: boolean): Fields {
  const type = (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded' || type === 'text/plain') {
    const pairs = parseForm(answer.body);
    return (name) => pairs.find(([key]) => key === name)?.[1] ?? '';
  }
  try {
    const value = unmarshalJson(answer.body);
    const fields = new Map<string, unknown>(Object.entries(value ?? {}));
    return (name) => {
      const text = fields.get(name);
      if (name === 'expires_in' && typeof text === 'number') return String(text);
      return typeof text === 'string' ? text : '';
    };
  } catch (thrown) {
    if (isRefused) throw refused(answer);
    throw new Fault('PROVIDER_UNREACHABLE', `oauth2: cannot parse json: ${textOf(thrown)}`, {}, { cause: thrown });
  }
}

function refused(answer: HttpAnswer): Fault {
  const status = `${answer.status} ${answer.statusText}`;
  const text = `oauth2: cannot fetch token: ${status}\nResponse: ${answer.body.slice(0, SHOWN)}`;
  return new Fault('PROVIDER_UNREACHABLE', text);
}

/** Well-known schemes are written as servers expect them. */
function schemeOf(type: string): string {
  const known = ['Bearer', 'MAC', 'Basic'].find((scheme) => scheme.toLowerCase() === type.toLowerCase());
  return known ?? (type === '' ? 'Bearer' : type);
}
