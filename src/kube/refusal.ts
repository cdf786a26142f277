import { Fault, isFault } from '../core/fault.ts';
import { type Millis, millisOf } from '../core/instant.ts';
import { isJsonObject } from '../core/json.ts';

/** The API's no, as it stands in a Status object. */
export interface Refusal {
  /** HTTP status, such as 404. */
  readonly code: number;
  /** The API's word for it, such as `NotFound`, `AlreadyExists`, `Conflict`; empty when it gave none. */
  readonly reason: string;
  /** The API's own text. */
  readonly message: string;
}

/** Longest part of an answer that is no Status to be shown. */
const SHOWN = 200;

/**
 * The Fault for an answer outside 200–299: CLUSTER_UNREACHABLE when the API is too busy (429) or fails itself (5xx), so that the
 * same question may be answered later; CLUSTER_REFUSED for every other no.
 *
 * @param asked         names the request, for answers that do not speak for themselves
 * @param retryAfterMs  how long the API asks to be left alone, if it does
 */
export function refused(asked: string, code: number, body: string, retryAfterMs?: Millis): Fault {
  const { message, reason } = statusIn(body) ?? { message: `${asked}: HTTP ${code}: ${excerpt(body)}`, reason: '' };
  const isPassing = code === 429 || code >= 500;
  return new Fault(isPassing ? 'CLUSTER_UNREACHABLE' : 'CLUSTER_REFUSED', message, {
    code,
    reason,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** How long the API asked to be left alone when it gave no answer, such as with a 429; zero when it did not say. */
export function retryAfterOf(thrown: unknown): Millis {
  const asked = thrown instanceof Fault ? thrown.details['retryAfterMs'] : undefined;
  return millisOf(typeof asked === 'number' ? asked : 0);
}

/** The API's no inside what was thrown; undefined for anything else, also for an API that did not get to answer. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (!isFault(thrown, 'CLUSTER_REFUSED')) return undefined;
  const { code, reason } = thrown.details;
  return {
    code: typeof code === 'number' ? code : 0,
    reason: typeof reason === 'string' ? reason : '',
    message: thrown.message,
  };
}

function statusIn(body: string): Pick<Refusal, 'message' | 'reason'> | undefined {
  let status: unknown;
  try {
    status = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isJsonObject(status) || status['kind'] !== 'Status' || typeof status['message'] !== 'string') return undefined;
  return { message: status['message'], reason: typeof status['reason'] === 'string' ? status['reason'] : '' };
}

function excerpt(body: string): string {
  const text = body.trim();
  if (text === '') return 'an empty answer';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
