import { Fault, textOf } from '../../core/fault.ts';
import { unmarshalJson } from '../../core/go/json.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Value } from '../../core/value.ts';
import { encodeForm } from '../http/form.ts';
import { formatGoUrl, type GoUrl, withPath } from '../http/go-url.ts';
import type { Http, HttpAnswer, HttpRequest } from '../http/http.ts';
import { parseForm } from '../http/parse-form.ts';
import type { Question } from './question.ts';

/** What a query gave: `data` of the answer, undecoded, and the server's warnings. */
export interface QueryAnswer {
  readonly data: Value | undefined;
  readonly warnings: readonly string[];
}

/** How each request of a look is sent. */
export type Sending = Pick<HttpRequest, 'timeoutMs' | 'tls' | 'signal'>;

/** Where servers say that they take no POST here. */
const NO_POST = new Set([403, 405, 501]);

/**
 * Asks the query API: a POST with a form, and when that is not allowed the same as a GET. Parameters in the address count too.
 *
 * @throws Fault PROVIDER_UNREACHABLE; PROVIDER_ANSWER_INVALID `bad_data: parse error: …`, `client_error: client error: 404`,
 *   `server_error: server error: 503`, `bad_response: …`
 */
export async function ask(http: Http, address: GoUrl, question: Question, sending: Sending): Promise<QueryAnswer> {
  const url = withPath(address, question.path);
  const own = new Set(question.parameters.map(([name]) => name));
  const inAddress = parseForm(url.query ?? '').filter(([name]) => !own.has(name));
  const form = encodeForm([...inAddress, ...question.parameters]);
  const posted = await http.send({
    ...sending,
    method: 'POST',
    url: formatGoUrl(url),
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: form,
  });
  if (!NO_POST.has(posted.status)) return readAnswer(posted);
  return readAnswer(await http.send({ ...sending, method: 'GET', url: formatGoUrl({ ...url, query: form }) }));
}

/** Codes with which Prometheus itself refuses a query; then the body says why. */
const REFUSALS = new Set([400, 422]);

function readAnswer(answer: HttpAnswer): QueryAnswer {
  const { status } = answer;
  const isRefused = REFUSALS.has(status);
  if ((status < 200 || status > 299) && !isRefused) throw invalid(codeText(status));
  const body = status === 204 ? {} : readBody(answer.body);
  const state = textIn(body, 'status');
  if (state === 'error') throw invalid(`${textIn(body, 'errorType')}: ${textIn(body, 'error')}`);
  if (isRefused && state === 'success') throw invalid('bad_response: inconsistent body for response code');
  return { data: body['data'], warnings: warningsIn(body) };
}

function codeText(status: number): string {
  if (status >= 400 && status < 500) return `client_error: client error: ${status}`;
  if (status >= 500 && status < 600) return `server_error: server error: ${status}`;
  return `bad_response: bad response code ${status}`;
}

/** A plain object of the body; read with care, its keys come from outside. */
type Body = Readonly<Record<string, Value | undefined>>;

function readBody(text: string): Body {
  try {
    const body = unmarshalJson(text);
    if (body === null) return {};
    if (isJsonObject(body)) return Object.assign(Object.create(null), body);
  } catch (thrown) {
    throw invalid(`bad_response: ${textOf(thrown)}`, thrown);
  }
  throw invalid('bad_response: the body is no JSON object');
}

function textIn(body: Body, field: string): string {
  const text = body[field] ?? '';
  if (typeof text !== 'string') throw invalid(`bad_response: ${field} is no text`);
  return text;
}

function warningsIn(body: Body): readonly string[] {
  const warnings = body['warnings'] ?? [];
  if (!Array.isArray(warnings)) throw invalid('bad_response: warnings is no list of texts');
  return warnings.map((warning: Value) => {
    if (warning !== null && typeof warning !== 'string') throw invalid('bad_response: warnings is no list of texts');
    return warning ?? '';
  });
}

function invalid(message: string, cause?: unknown): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', message, {}, { cause });
}
