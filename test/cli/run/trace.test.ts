import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/core/environment.ts';
import { cli, testWorld } from '../../support/cli-world.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { webTemplate } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const folder = temporaryFolder();
let backend: TestServer;

beforeAll(async () => {
  backend = await startServer(() => ({ body: { value: 1 } }));
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

/** The trace headers of the requests that a run sends. */
async function sent(env: Environment): Promise<readonly unknown[]> {
  const before = backend.requests.length;
  const metric = { interval: '1ms', count: 2, successCondition: 'result == 1' };
  const file = folder.write('template.yaml', webTemplate(backend.url, [metric]));
  const { code } = await cli(['run', file], { ...testWorld({ env }), newUid: randomUUID });
  expect(code).toBe(0);
  return backend.requests
    .slice(before)
    .map(({ headers: { traceparent, tracestate } }) => ({ traceparent, tracestate }));
}

describe('verdict run', () => {
  it('passes on the trace of its pipeline, with a span for each request', async () => {
    const seen = await sent({ TRACEPARENT: `00-${TRACE}-00f067aa0ba902b7-01`, TRACESTATE: 'ci=42' });
    const wanted = { traceparent: expect.stringMatching(`^00-${TRACE}-[0-9a-f]{16}-01$`), tracestate: 'ci=42' };
    expect(seen).toEqual([wanted, wanted]);
    expect(new Set(seen.map((headers) => JSON.stringify(headers))).size).toBe(2);
  });

  it.each([{}, { TRACEPARENT: 'nonsense', TRACESTATE: 'ci=42' }, { TRACESTATE: 'ci=42' }])(
    'sends none without one: %o',
    async (env) => {
      const none = { traceparent: undefined, tracestate: undefined };
      expect(await sent(env)).toEqual([none, none]);
    },
  );
});
