import { FAULTS, type FaultCode } from '../../../core/fault.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { listIn, textIn } from '../../../core/json-members.ts';

/** A refusal of the service, read out of its RFC 9457 problem. */
export interface ServiceProblem {
  readonly code: FaultCode;
  /** What is wrong, in the service's words; printable. */
  readonly text: string;
  readonly isRetryable: boolean;
}

/**
 * Reads a problem of the service; undefined for JSON that is none.
 *
 * @param shown makes a text of the service fit to be shown
 */
export function problemIn(json: JsonObject, shown: (text: string) => string): ServiceProblem | undefined {
  const code = codeIn(json['code']);
  if (code === undefined) return undefined;
  const detail = textIn(json, 'detail') || textIn(json, 'title') || FAULTS[code].help;
  const items = listIn(json, 'problems').filter((item) => textIn(item, 'severity') !== 'note');
  const lines = items.map(sayItem).filter((line) => line !== '' && !detail.includes(line));
  const retryable = json['retryable'];
  return {
    code,
    text: shown([detail, ...lines].join('\n')),
    isRetryable: typeof retryable === 'boolean' ? retryable : FAULTS[code].retryable,
  };
}

function sayItem(item: JsonObject): string {
  const [pointer, detail] = [textIn(item, 'pointer'), textIn(item, 'detail')];
  return pointer === '' || detail.includes(pointer) ? detail : `${pointer}: ${detail}`;
}

function codeIn(json: Json | undefined): FaultCode | undefined {
  return typeof json === 'string' && Object.hasOwn(FAULTS, json) ? (json as FaultCode) : undefined;
}
