import { Fault } from '../core/fault.ts';
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

/** The Fault for an answer outside 200–299. `asked` names the request, for answers that do not speak for themselves. */
export function refused(asked: string, code: number, body: string): Fault {
  const { message, reason } = statusIn(body) ?? { message: `${asked}: HTTP ${code}: ${excerpt(body)}`, reason: '' };
  return new Fault('CLUSTER_REFUSED', message, { code, reason });
}

/** The API's refusal inside what was thrown; undefined for anything else. */
export function refusalOf(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Fault) || thrown.code !== 'CLUSTER_REFUSED') return undefined;
  const { code, reason } = thrown.details;
  return {
    code: typeof code === 'number' ? code : 0,
    reason: typeof reason === 'string' ? reason : '',
    message: thrown.message,
  };
}

/** True when the API did not get to answer: unreachable, too busy (429), or failing itself (5xx). The same question may be answered later. */
export function isUnavailable(thrown: unknown): thrown is Fault {
  const refusal = refusalOf(thrown);
  if (refusal) return refusal.code === 429 || refusal.code >= 500;
  return thrown instanceof Fault && thrown.code === 'CLUSTER_UNREACHABLE';
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
