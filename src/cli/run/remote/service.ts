import type { Clock } from '../../../core/clock.ts';
import { waitUntil } from '../../../core/clock.ts';
import { Fault } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { redactorOfForms, type Secret } from '../../../core/secret.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../../providers/http/http.ts';
import { retryAfterSeconds } from '../../../providers/http/retry-after.ts';
import { printableLines } from '../../terminal/printable.ts';
import { problemIn, type ServiceProblem } from './service-problem.ts';

/** One question to the service. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, beginning with a slash. */
  readonly path: string;
  readonly body?: JsonObject;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** How long one try may take. */
  readonly timeout: Millis;
  /** How long to try while nothing is answered that can be used. */
  readonly patience: Millis;
  /** Aborted: no try is begun any more. */
  readonly signal?: AbortSignal;
}

/** The service as a client sees it. */
export interface Service {
  /**
   * Asks until there is an answer. A service that does not answer, is being started, or has too much to do is asked again after a pause, the one it asks for
   * (`Retry-After`) or a growing one. Every call can be repeated: a start has its `Idempotency-Key`.
   *
   * @throws Fault SERVICE_UNREACHABLE when patience is over, or something else answers at that address; ServiceRefusal
   */
  call(call: Call): Promise<JsonObject>;
}

/** The service has answered, and will not do it. */
export class ServiceRefusal extends Error {
  override readonly name = 'ServiceRefusal';
  readonly problem: ServiceProblem;

  constructor(problem: ServiceProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** What a client is made of. */
export interface ServiceParts {
  /** Without a slash at its end. */
  readonly address: string;
  readonly token: Secret | undefined;
  readonly http: Http;
  readonly clock: Clock;
  /** A clock that never jumps, in milliseconds. */
  readonly elapsed: () => number;
  /** Tells the person that the service is away, and that it is back. */
  readonly say: (text: string) => void;
}

/** A client of the service at an address. What it says is made printable, and the token is taken out of it. */
export function serviceAt({ address, token, http, clock, elapsed, say }: ServiceParts): Service {
  const redact = redactorOfForms(token === undefined ? [] : [token]);
  const shown = (text: string): string => redact(printableLines(text).join('\n'));
  const attempt = async (call: Call): Promise<Outcome> => {
    try {
      return outcomeOf(await http.send(requestOf(call, address, token)), call, shown);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      const why = shown(thrown.message);
      return isFinal(why) ? { kind: 'foreign', why } : { kind: 'away', why };
    }
  };
  return {
    async call(call) {
      const begun = elapsed();
      for (let failures = 1; ; failures += 1) {
        const outcome = await attempt(call);
        if (outcome.kind === 'answer') {
          if (failures > 1) say('The service answers again.');
          return outcome.json;
        }
        if (outcome.kind === 'refused') throw new ServiceRefusal(outcome.problem);
        const { why } = outcome;
        const isOver = elapsed() - begun >= call.patience || call.signal?.aborted === true;
        if (outcome.kind === 'foreign') throw new Fault('SERVICE_UNREACHABLE', `${address}: ${why}`);
        if (isOver) throw new Fault('SERVICE_UNREACHABLE', `the service at ${address} does not answer: ${why}`);
        if (failures === 1) say(`The service does not answer, and is asked again: ${why}`);
        const pause = outcome.pause ?? growingPause(failures, PAUSE);
        await waitUntil(clock, after(clock.now(), pause), call.signal);
      }
    },
  };
}

const PAUSE = { firstMs: 250, longestMs: 5_000 };
/** Nobody is asked to wait longer than this, in seconds. */
const LONGEST_ASKED = 60;
/** Evidence of a long run is large. */
const MAX_BYTES = 256 * 1024 * 1024;
/** What stands before a service while it is away says one of these. */
const AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

type Outcome =
  | { readonly kind: 'answer'; readonly json: JsonObject }
  | { readonly kind: 'refused'; readonly problem: ServiceProblem }
  /** It may be back soon. */
  | { readonly kind: 'away'; readonly why: string; readonly pause?: Millis }
  /** No gate service is at that address. */
  | { readonly kind: 'foreign'; readonly why: string };

function requestOf(
  { method, path, body, headers = [], timeout }: Call,
  address: string,
  token: Secret | undefined,
): HttpRequest {
  return {
    method,
    url: `${address}/api/v1${path}`,
    headers: [
      ['Accept', 'application/json'],
      ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ...(token === undefined ? [] : [['Authorization', `Bearer ${token.open()}`] as const]),
      ...headers,
    ],
    ...(body !== undefined && { body: JSON.stringify(body) }),
    timeoutMs: timeout,
    // A redirect would turn a start into a question, and take the token elsewhere.
    maxRedirects: 0,
    maxBytes: MAX_BYTES,
  };
}

function outcomeOf(answer: HttpAnswer, { method, path }: Call, shown: (text: string) => string): Outcome {
  const json = jsonIn(answer.body);
  const what = `${method} ${path}`;
  if (answer.status >= 200 && answer.status < 300) {
    return json === undefined
      ? { kind: 'foreign', why: `${what} was answered with something that is no run of a gate` }
      : { kind: 'answer', json };
  }
  const problem = json && problemIn(json, answer.status, shown);
  const why = shown(problem?.text ?? `${what} was answered with HTTP ${answer.status} ${answer.statusText}`.trim());
  // Whoever only looks may look again, whatever went wrong over there.
  const mayLookAgain = method === 'GET' && answer.status >= 500;
  if (mayLookAgain || (problem?.isRetryable ?? AWAY.has(answer.status)))
    return { kind: 'away', why, ...pauseOf(answer) };
  if (problem !== undefined) return { kind: 'refused', problem };
  const location = answer.headers['location'];
  const hint = location === undefined ? 'is this the address of a gate service?' : `it points to ${shown(location)}`;
  return { kind: 'foreign', why: `${why}: ${hint}` };
}

function pauseOf(answer: HttpAnswer): { readonly pause?: Millis } {
  const seconds = retryAfterSeconds(answer);
  return seconds === undefined || seconds <= 0 ? {} : { pause: millisOf(Math.min(seconds, LONGEST_ASKED) * 1000) };
}

function jsonIn(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A certificate that is not trusted now will not be trusted in a minute. */
function isFinal(why: string): boolean {
  return /tls: |x509: |HTTP response to HTTPS client|unsupported protocol/.test(why);
}
