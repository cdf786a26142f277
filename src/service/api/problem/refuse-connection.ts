import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FAULTS, Fault, type FaultCode } from '../../../core/fault.ts';
import { DEFAULT_LIMITS } from '../api-limits.ts';
import { PROBLEM_TYPE, problemOf } from './problem-of.ts';

const { headers: MOST_HEADERS } = DEFAULT_LIMITS;

/** What Node's HTTP parser refuses, before there is a request. */
const CODES: Readonly<Record<string, readonly [FaultCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'HEADERS_TOO_LARGE',
    `address and headers are too large: ${MOST_HEADERS} bytes at most are taken`,
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['BODY_TOO_LARGE', 'the extensions of chunks are larger than the service takes'],
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'the request did not come in time'],
};

const MALFORMED = ['REQUEST_INVALID', 'this is no HTTP request that can be read'] as const;

/** Answers a connection on which no request could be read, and ends it. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const [code, text] = CODES[error.code ?? ''] ?? MALFORMED;
  const body = JSON.stringify(problemOf(new Fault(code, text), requestId));
  const { status } = FAULTS[code];
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Whether an answer is on its way: words in the middle of it would only harm. Node keeps it at the socket, untyped, and asks the same way. */
function isAnswering(socket: Socket): boolean {
  const { _httpMessage: message } = socket as { readonly _httpMessage?: { readonly headersSent: boolean } | null };
  return message?.headersSent === true;
}
