import type { ServerResponse } from 'node:http';
import type { BackendAnswer, BackendRequest } from './backend.ts';

/** A backend at its worst. */
export interface HostileBackend {
  /** What it does, to follow "a backend that". */
  readonly does: string;
  readonly respond: (request: BackendRequest, response: ServerResponse) => BackendAnswer | undefined;
}

/** More than is ever taken of an answer. */
const HUGE = 17 * 1024 * 1024;

/** What backends, and what stands in front of them, have been seen to answer. */
export const HOSTILE: readonly HostileBackend[] = [
  { does: 'answers nothing', respond: () => ({}) },
  { does: 'answers with a login page', respond: () => ({ body: '<html><body>Please sign in</body></html>' }) },
  { does: 'answers null', respond: () => ({ body: null }) },
  { does: 'answers a number', respond: () => ({ body: 7 }) },
  { does: 'answers an empty object', respond: () => ({ body: {} }) },
  { does: 'answers an empty list', respond: () => ({ body: [] }) },
  { does: 'answers JSON of another form', respond: () => ({ body: NONSENSE }) },
  { does: 'answers JSON that nests deep', respond: () => ({ body: '['.repeat(9_000) + ']'.repeat(9_000) }) },
  { does: 'answers half of its JSON', respond: () => ({ body: '{"status":"success","data":{"res' }) },
  {
    does: 'answers bytes that are no text',
    respond: (_, response) => raw(response, Buffer.from([0xff, 0xfe, 0, 0xc3])),
  },
  { does: 'answers far too much', respond: (_, response) => raw(response, Buffer.alloc(HUGE, ' ')) },
  { does: 'breaks off', respond: (_, response) => breakOff(response) },
  { does: 'hangs up', respond: (_, response) => hangUp(response) },
  { does: 'fails', respond: () => ({ status: 500, body: 'boom' }) },
  { does: 'is being restarted', respond: () => ({ status: 503, body: '' }) },
  { does: 'asks for rest', respond: () => ({ status: 429, headers: { 'retry-after': '30' }, body: 'slow down' }) },
  { does: 'knows nobody', respond: () => ({ status: 401, body: '{"errors":["who are you?"]}' }) },
  { does: 'has moved in a circle', respond: ({ target }) => ({ status: 302, headers: { location: target } }) },
];

const NONSENSE = {
  status: ['success'],
  data: { resultType: 5, result: 'x', actor: [], attributes: { columns: [{ values: [[{}]] }] } },
  series: [{ pointlist: [{}] }],
};

function raw(response: ServerResponse, body: Buffer): undefined {
  response.end(body);
}

function breakOff(response: ServerResponse): undefined {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"status":"success",', () => response.destroy());
}

function hangUp(response: ServerResponse): undefined {
  response.destroy();
}
