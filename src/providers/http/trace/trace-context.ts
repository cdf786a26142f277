/** The trace that requests belong to, as W3C's Trace Context describes it. */
export interface TraceContext {
  /** 32 hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** Two hexadecimal digits; `01`: it is recorded. */
  readonly flags: string;
  /** What others on the way have noted down, passed on as it came; absent when there was nothing, or nothing that could be read. */
  readonly state?: string;
}

const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** Flags that are known: recorded, and a trace id that is random. */
const KNOWN_FLAGS = 0x03;
const LONGEST_STATE = 512;
const MOST_MEMBERS = 32;
const MEMBER =
  /^(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/**
 * Reads what came in with a request, or in `TRACEPARENT` and `TRACESTATE` of the environment. What is not as it should be counts as nothing:
 * a caller's mistake in tracing is no reason to refuse what it asks for.
 *
 * @see https://www.w3.org/TR/trace-context/
 */
export function traceContextOf(parent: string | undefined, state?: string): TraceContext | undefined {
  const found = PARENT.exec(parent?.trim() ?? '');
  if (found === null) return undefined;
  const [, version = '', traceId = '', parentId = '', flags = '', more] = found;
  // A later version may say more; this one says no more than this.
  const isRead = version !== 'ff' && !(version === '00' && more !== undefined);
  if (!isRead || isZero(traceId) || isZero(parentId)) return undefined;
  const known = (Number.parseInt(flags, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0');
  const kept = stateOf(state);
  return { traceId, flags: known, ...(kept !== undefined && { state: kept }) };
}

function stateOf(text: string | undefined): string | undefined {
  const members = (text ?? '').split(',').map((member) => member.trim());
  const written = members.filter((member) => member !== '');
  const keys = new Set(written.map((member) => member.split('=', 1)[0]));
  const isFit = written.length > 0 && written.length <= MOST_MEMBERS && keys.size === written.length;
  const kept = written.join(',');
  return isFit && kept.length <= LONGEST_STATE && written.every((member) => MEMBER.test(member)) ? kept : undefined;
}

function isZero(id: string): boolean {
  return /^0+$/.test(id);
}
