import { FAULTS, type FaultCode } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import { listIn, textIn } from '../../../core/json-members.ts';

/** A refusal of the service, read out of its RFC 9457 problem. */
export interface ServiceProblem {
  readonly code: FaultCode;
  /** What is wrong, in the service's words; printable. */
  readonly text: string;
  readonly isRetryable: boolean;
}

/**
 * Reads a problem of the service; undefined for JSON that is none. A code that only a newer service knows is told by its status.
 *
 * @param shown makes a text of the service fit to be shown
 */
export function problemIn(
  json: JsonObject,
  status: number,
  shown: (text: string) => string,
): ServiceProblem | undefined {
  if (textIn(json, 'code') === '' || textIn(json, 'detail') === '') return undefined;
  const code = codeIn(textIn(json, 'code')) ?? CODE_OF_STATUS.get(status) ?? otherCode(status);
  const detail = textIn(json, 'detail');
  const items = listIn(json, 'problems').filter((item) => textIn(item, 'severity') !== 'note');
  const lines = items.map((item) => textIn(item, 'detail')).filter((line) => !detail.includes(line));
  const retryable = json['retryable'];
  return {
    code,
    text: shown([detail, ...lines].join('\n')),
    isRetryable: typeof retryable === 'boolean' ? retryable : FAULTS[code].retryable,
  };
}

const CODE_OF_STATUS: ReadonlyMap<number, FaultCode> = new Map([
  [401, 'UNAUTHENTICATED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
]);

function otherCode(status: number): FaultCode {
  return status >= 500 ? 'SERVICE_REFUSED' : 'REQUEST_INVALID';
}

function codeIn(text: string): FaultCode | undefined {
  return Object.hasOwn(FAULTS, text) ? (text as FaultCode) : undefined;
}
