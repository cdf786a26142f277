import type { ApiAnswer } from '../../../simulator/api/call.ts';

/** The API server's words for what this front refuses by itself. 501 is none of its own. */
const REASONS = {
  400: 'BadRequest',
  401: 'Unauthorized',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  500: 'InternalError',
  501: 'NotImplemented',
} as const satisfies Record<number, string>;

/** A no with a `Status` object, as the API server says it. */
export function refuse(code: keyof typeof REASONS, message: string): ApiAnswer {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason: REASONS[code], code },
  };
}
