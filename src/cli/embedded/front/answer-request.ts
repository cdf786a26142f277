import type { IncomingMessage, ServerResponse } from 'node:http';
import { textOf } from '../../../core/fault.ts';
import type { ApiCall } from '../../../simulator/api/call.ts';
import { answerObjects, type ObjectsFront } from './answer-objects.ts';
import { type PageAnswer, pageAt } from './discovery/pages.ts';
import { refuse } from './refuse.ts';
import { LONGEST_BODY, readBody } from './requests/read-body.ts';
import { targetOf } from './requests/target.ts';
import { warningHeaders } from './requests/warning-headers.ts';

/** What answering requests needs. */
export interface Front extends ObjectsFront {
  /** Whether a header `Authorization` is the right one. */
  readonly isAllowed: (authorization: string | undefined) => boolean;
}

/** Answers one request. Never rejects: what goes wrong is an answer, or a connection that is closed. */
export async function answerRequest(front: Front, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (!front.isAllowed(incoming.headers.authorization)) {
      // Nothing is kept of what a stranger sends.
      incoming.resume();
      return send(response, refuse(401, 'Unauthorized'));
    }
    const bytes = await readBody(incoming);
    const answer = answerTo(front, incoming, bytes, response);
    if (answer !== undefined) send(response, answer);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else send(response, refuse(500, `Internal error occurred: ${textOf(error)}`));
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly ApiCall['method'][];

/** The answer to a request that is let in; undefined when it is a watch and goes out by itself. */
function answerTo(
  front: Front,
  { method: word, url, headers }: IncomingMessage,
  bytes: Buffer | 'too-long',
  response: ServerResponse,
): PageAnswer | undefined {
  if (bytes === 'too-long') return refuse(413, `Request entity too large: limit is ${LONGEST_BODY}`);
  const method = METHODS.find((known) => known === word);
  if (method === undefined) return refuse(405, `${word} is not served. Served: ${METHODS.join(', ')}`);
  const target = targetOf(url ?? '/');
  const page = method === 'GET' ? pageAt(target.path, headers.accept, front.api.kinds()) : undefined;
  return page ?? answerObjects(front, { method, target, headers, bytes }, response);
}

function send(response: ServerResponse, answer: PageAnswer): void {
  response.setHeader('cache-control', 'no-cache, private');
  if ('text' in answer) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(answer.text);
    return;
  }
  const { status, body, warnings = [], contentType = 'application/json' } = answer;
  if (warnings.length > 0) response.setHeader('warning', warningHeaders(warnings));
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes.length }).end(bytes);
}
