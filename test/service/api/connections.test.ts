import { Agent, get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { rawConnection } from '../../support/raw-http.ts';

let stage: ApiStage;
afterEach(() => stage.stop());

describe('connections', () => {
  it('are no more than the limit', async () => {
    stage = await openApiStage({ limits: { connections: 2 } });
    const kept = [rawConnection(stage.port), rawConnection(stage.port)];
    for (const { write } of kept) write(`GET /healthz HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\n\r\n`);
    await Promise.all(kept.map(({ socket }) => new Promise((resolve) => socket.once('data', resolve))));
    const { said } = rawConnection(stage.port);
    expect(await said).toBe('');
    for (const { socket } of kept) socket.destroy();
  });

  it('of those who ask much and read nothing are given up', async () => {
    stage = await openApiStage({ limits: { answerStall: millisOf(300) } });
    const { socket, write } = rawConnection(stage.port);
    socket.pause();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    write(`GET /api/openapi.json HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\n\r\n`.repeat(500));
    // A paused socket learns that the other side is gone when it writes.
    const knock = setInterval(() => write('GET '), 50);
    await closed;
    clearInterval(knock);
  });

  it('that are kept open wait for a run longer than an answer may stall', async () => {
    stage = await openApiStage({ limits: { answerStall: millisOf(200) } });
    const { json } = await stage.team('POST', '/runs', { body: { template: gateTemplate(1, { hold: true }) } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        get(`${stage.url}${path}`, { agent }, (answer) =>
          answer.resume().on('end', () => resolve(answer.statusCode)),
        ).on('error', reject);
      });
    expect(await ask('/healthz')).toBe(200);
    expect(await ask(`/api/v1/namespaces/team/runs/${textIn(json, 'id')}?wait=700ms`)).toBe(200);
    agent.destroy();
  });
});
