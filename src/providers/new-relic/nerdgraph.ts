import { Fault } from '../../core/fault.ts';
import { marshalJson } from '../../core/go/json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { fieldOf, listIn, objectIn, readAnswer } from '../answer-fields.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import type { NewRelicConfig } from './new-relic-config.ts';

const QUERY = `query ($query: Nrql!, $accountId: Int!, $timeout: Seconds!) {
  actor {
    account(id: $accountId) {
      nrql(query: $query, timeout: $timeout) {
        results
      }
    }
  }
}`;

/** Of one exchange, whatever the query's own limit is. */
const TIMEOUT_MS = 30_000;

const BAD_KEY = 'Invalid credentials provided. Missing API key or an invalid API key was provided.';

/** The GraphQL request for a query. @see providers.md §7 */
export function nerdGraphRequest(config: NewRelicConfig): HttpRequest {
  const { accountId, query, timeoutSeconds, url, apiKey, tls } = config;
  return {
    method: 'POST',
    url,
    headers: [
      ['Api-Key', apiKey.open()],
      ['Content-Type', 'application/json'],
    ],
    body: marshalJson({ query: QUERY, variables: { accountId, query, timeout: timeoutSeconds } }),
    timeoutMs: TIMEOUT_MS,
    timeoutKind: 'client',
    tls,
  };
}

/**
 * The rows of an answer; a row is null where the answer says so.
 *
 * @throws Fault PROVIDER_ANSWER_INVALID with the texts of New Relic's own client: the messages of GraphQL errors joined with `, `,
 *   `resource not found`, `401 response returned`
 */
export function readRows({ status, body }: HttpAnswer): readonly (JsonObject | null)[] {
  if (status === 404) throw invalid('resource not found');
  if (status === 402) throw invalid('Payment Required');
  const errors = errorsIn(body);
  const messages = errors.flatMap(({ message }) => (message === '' ? [] : [message])).join(', ');
  if (status < 200 || status > 299) throw invalid(statusText(status, errors, messages));
  const isDeprecation = errors.some(({ message }) => message.startsWith('This field is deprecated!'));
  if (messages !== '' && !isDeprecation) throw invalid(messages);
  return readAnswer(body, '', rowsIn);
}

function statusText(status: number, errors: readonly GraphQlError[], messages: string): string {
  const isBadKey = errors.length > 0 && (status === 401 || errors.some(({ code }) => code === 'BAD_API_KEY'));
  if (isBadKey) return `401 response returned: ${BAD_KEY}`;
  return `${status} response returned${messages === '' ? '' : `: ${messages}`}`;
}

function rowsIn(answer: Json): readonly (JsonObject | null)[] {
  const path = ['data', 'actor', 'account', 'nrql'];
  let at = objectIn(answer, 'value of type http.graphQLResponse');
  for (const name of path) at = objectIn(fieldOf(at, name), `struct field .${name} of type struct`);
  const results = listIn(fieldOf(at, 'results'), 'struct field .results of type []nrdb.NRDBResult') ?? [];
  return results.map((row) => (row === null ? null : objectIn(row, 'struct field .results of type nrdb.NRDBResult')));
}

interface GraphQlError {
  /** Empty when there is none. */
  readonly message: string;
  /** `extensions.error_code`; empty when there is none. */
  readonly code: string;
}

/** The errors as far as they can be read: an answer that is no JSON, or whose errors have another form, has none. */
function errorsIn(body: string): readonly GraphQlError[] {
  const answer = tryJson(body);
  const errors = isJsonObject(answer) ? fieldOf(answer, 'errors') : undefined;
  return Array.isArray(errors) ? errors.map(errorIn) : [];
}

function errorIn(error: Json): GraphQlError {
  const fields = isJsonObject(error) ? error : {};
  const message = fieldOf(fields, 'message');
  const extensions = fieldOf(fields, 'extensions');
  const code = isJsonObject(extensions) ? fieldOf(extensions, 'error_code') : undefined;
  return { message: typeof message === 'string' ? message : '', code: typeof code === 'string' ? code : '' };
}

function tryJson(body: string): Json {
  try {
    return readAnswer(body, '', (answer) => answer);
  } catch (thrown) {
    if (thrown instanceof Fault) return null;
    throw thrown;
  }
}

function invalid(text: string): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', text);
}
