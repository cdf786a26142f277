import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Page, serve } from '../../../src/cli/controller/serve.ts';

const TEXT = 'text/plain; charset=utf-8';

describe('what is served', () => {
  it('is a page by its path, whatever is asked behind it', async () => {
    const { url } = await serving();
    const answer = await fetch(`${url}/healthz?verbose`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, TEXT, 'ok']);
  });

  it.each([
    { method: 'GET', path: '/nowhere', status: 404, text: 'there is only /healthz, /long, /broken\n' },
    { method: 'GET', path: '/toString', status: 404, text: 'there is only /healthz, /long, /broken\n' },
    { method: 'POST', path: '/healthz', status: 405, text: 'only GET\n' },
    { method: 'HEAD', path: '/healthz', status: 200, text: '' },
  ])('$method $path is answered with $status', async ({ method, path, status, text }) => {
    const { url } = await serving();
    const answer = await fetch(url + path, { method });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
  });

  it('comes in parts, for as long as somebody reads', async () => {
    const { url, parts } = await serving();
    const answer = await fetch(`${url}/long`);
    expect((await answer.text()).length).toBe(64 * 100_000);
    const { port } = new URL(url);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    parts.ended = Promise.withResolvers();
    socket.write('GET /long HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
    socket.destroy();
    await parts.ended.promise;
    expect(parts.made).toBeLessThan(2 * 64);
  });

  it('breaks off when it cannot be made', async () => {
    const { url } = await serving();
    const answer = await fetch(`${url}/broken`);
    await expect(answer.text()).rejects.toThrow();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('needs a place of its own', async () => {
    const { url } = await serving();
    const port = Number(new URL(url).port);
    await expect(serve({ port, address: '127.0.0.1' }, '--metricsPort', {})).rejects.toThrow(
      `--metricsPort: cannot listen on 127.0.0.1, port ${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
    );
  });
});

async function serving() {
  const parts = { made: 0, ended: Promise.withResolvers<void>() };
  async function* long(): AsyncGenerator<string> {
    try {
      for (let i = 0; i < 64; i += 1) {
        parts.made += 1;
        yield 'x'.repeat(100_000);
        await Promise.resolve();
      }
    } finally {
      parts.ended.resolve();
    }
  }
  async function* broken(): AsyncGenerator<string> {
    yield 'begun';
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    throw new Error('cannot');
  }
  const page = (body: Page['body']) => (): Page => ({ status: 200, contentType: TEXT, body });
  const pages = { '/healthz': page(['ok']), '/long': () => page(long())(), '/broken': () => page(broken())() };
  const server = await serve({ port: 0, address: '127.0.0.1' }, '--healthzPort', pages);
  onTestFinished(() => server.stop());
  return { url: server.url, parts };
}
