import { Fault, type FaultCode, textOf } from '../../../core/fault.ts';

/** What fastify refuses by itself, and how we tell it. */
const CODES: Readonly<Record<string, FaultCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
};

/** The Fault that a thrown error is told as; anything that was not foreseen is INTERNAL, which says nothing of the inside. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const { code, statusCode } = (typeof thrown === 'object' ? (thrown ?? {}) : {}) as Partial<Refusal>;
  const known = typeof code === 'string' && Object.hasOwn(CODES, code) ? CODES[code] : undefined;
  if (known !== undefined) return new Fault(known, lowerFirst(textOf(thrown)));
  const isCallers = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isCallers ? new Fault('REQUEST_INVALID', lowerFirst(textOf(thrown))) : internal(thrown);
}

interface Refusal {
  readonly code: unknown;
  readonly statusCode: unknown;
}

function internal(cause: unknown): Fault {
  return new Fault(
    'INTERNAL',
    'Something went wrong here; the log of the service says what, under the id of the request.',
    {},
    { cause },
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
