import { afterEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/providers/http/http.ts';
import { type SeenRequest, startServer, type TestServer } from '../../support/http-server.ts';

const http = createHttp();
const started: TestServer[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

/** A server that sends `/` on with a status and a location, and answers everything else with `ok`. */
async function serve(status: number, location: (server: { port: number }) => string | undefined): Promise<TestServer> {
  const server: TestServer = await startServer(({ path }) => {
    const target = location(server);
    if (path !== '/') return { body: 'ok' };
    return { status, headers: target === undefined ? {} : { location: target } };
  });
  started.push(server);
  return server;
}

function post(server: TestServer, more: Partial<HttpRequest> = {}): Promise<HttpAnswer> {
  return http.send({
    method: 'POST',
    url: `${server.url}/`,
    body: 'x=1',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Authorization', 'Bearer secret'],
      ['Cookie', 'a=b'],
      ['X-Scope', 'team'],
    ],
    timeoutMs: 5000,
    ...more,
  });
}

function shown(request: SeenRequest | undefined): unknown {
  const names = ['content-type', 'authorization', 'cookie', 'x-scope', 'referer'];
  const headers = Object.fromEntries(names.map((name) => [name, request?.headers[name]]));
  return { method: request?.method, target: request?.target, body: request?.body, ...headers };
}

const WITH_CREDENTIALS = { authorization: 'Bearer secret', cookie: 'a=b', 'x-scope': 'team' };

describe('a redirect', () => {
  it.each([301, 302, 303])('with %i turns a POST into a GET without a body', async (status) => {
    const server = await serve(status, () => '/next?q=1');
    expect((await post(server)).body).toBe('ok');
    expect(shown(server.requests[1])).toEqual({
      method: 'GET',
      target: '/next?q=1',
      body: '',
      'content-type': undefined,
      referer: `${server.url}/`,
      ...WITH_CREDENTIALS,
    });
  });

  it.each([307, 308])('with %i repeats the request as it was', async (status) => {
    const server = await serve(status, () => 'next');
    expect((await post(server)).body).toBe('ok');
    expect(shown(server.requests[1])).toEqual({
      method: 'POST',
      target: '/next',
      body: 'x=1',
      'content-type': 'application/x-www-form-urlencoded',
      referer: `${server.url}/`,
      ...WITH_CREDENTIALS,
    });
  });

  it('to another host takes no credentials along, and none come back', async () => {
    const server: TestServer = await startServer(({ path }) => {
      if (path === '/') return { status: 307, headers: { location: `http://localhost:${server.port}/away` } };
      if (path === '/away') return { status: 307, headers: { location: `${server.url}/back` } };
      return { body: 'ok' };
    });
    started.push(server);
    await post(server);
    expect(
      server.requests.map(({ headers }) => [headers['authorization'], headers['cookie'], headers['x-scope']]),
    ).toEqual([
      ['Bearer secret', 'a=b', 'team'],
      [undefined, undefined, 'team'],
      [undefined, undefined, 'team'],
    ]);
  });

  it('to another port of the same host keeps credentials, as Go does', async () => {
    const target = await serve(200, () => undefined);
    const server = await serve(302, () => `${target.url}/other`);
    await post(server);
    expect(target.requests[0]?.headers['authorization']).toBe('Bearer secret');
  });

  it('without a Location is the answer', async () => {
    const server = await serve(302, () => undefined);
    expect((await post(server)).status).toBe(302);
  });

  it.each<{ given: string; status: number; location: string; more?: Partial<HttpRequest>; wanted: string }>([
    {
      given: 'that leads to itself',
      status: 302,
      location: '/',
      wanted: 'Post "/": stopped after 10 redirects',
    },
    {
      given: 'to an address that is none',
      status: 302,
      location: 'http://a b/',
      wanted:
        'Post "SERVER/": failed to parse Location header "http://a b/": parse "http://a b/": invalid character " " in host name',
    },
    {
      given: 'to a scheme that is not HTTP',
      status: 302,
      location: 'file:///etc/passwd',
      wanted: 'Post "file:///etc/passwd": unsupported protocol scheme "file"',
    },
  ])('$given is an error', async ({ status, location, wanted }) => {
    const server = await serve(status, () => location);
    const text = await post(server).then(String, textOf);
    expect(text.replaceAll(server.url, 'SERVER')).toBe(wanted);
  });

  it('is sent ten times and not eleven', async () => {
    const server = await serve(302, () => '/');
    await expect(post(server)).rejects.toThrow('stopped after 10 redirects');
    expect(server.requests).toHaveLength(10);
  });

  it('is not followed when none are wanted', async () => {
    const server = await serve(302, () => '/next');
    expect((await post(server, { maxRedirects: 0 })).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });
});
