import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { rawAnswer, rawConnection } from '../../support/raw-http.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await openApiStage({ limits: { headersTimeout: millisOf(300), requestTimeout: millisOf(600) } });
  await stage.team('PUT', '/templates/good', { body: gateTemplate(1, { name: 'good' }) });
});
afterAll(() => stage.stop());

const RUNS = '/api/v1/namespaces/team/runs';

/** Head and problem of an answer that was read from the wire. */
function wire(answer: string): { readonly status: number; readonly problem: JsonObject; readonly answers: number } {
  const [, status = ''] = /^HTTP\/1\.1 (\d+)/.exec(answer) ?? [];
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return {
    status: Number(status),
    problem: JSON.parse(body) as JsonObject,
    answers: answer.split('HTTP/1.1 ').length - 1,
  };
}

const PROBLEM = {
  type: expect.stringMatching(/^\/api\/errors#[A-Z_]+$/),
  title: expect.any(String),
  detail: expect.any(String),
  instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
  retryable: expect.any(Boolean),
};

describe('a body', () => {
  const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  it.each<{ given: string; body: string | Buffer; type?: string; status: number; code: string; detail: string }>([
    { given: 'cut off', body: '{"args":', status: 400, code: 'REQUEST_INVALID', detail: 'no JSON' },
    { given: 'empty', body: '', status: 400, code: 'REQUEST_INVALID', detail: 'expected an object, found nothing' },
    {
      given: 'no object',
      body: '[]',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'expected an object, found a list',
    },
    {
      given: 'a text',
      body: '"x"',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'expected an object, found the text "x"',
    },
    { given: 'null', body: 'null', status: 400, code: 'REQUEST_INVALID', detail: 'expected an object, found nothing' },
    { given: 'JSON with a comment', body: '{} // so', status: 400, code: 'REQUEST_INVALID', detail: 'no JSON' },
    { given: 'NaN', body: '{"timeout":NaN}', status: 400, code: 'REQUEST_INVALID', detail: 'no JSON' },
    {
      given: 'two names alike',
      body: '{"args":{},"args":{}}',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '"args" is written twice',
    },
    {
      given: 'two names alike, one escaped',
      body: '{"args":{},"\\u0061rgs":{}}',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '"args" is written twice',
    },
    {
      given: 'a prototype',
      body: '{"__proto__":{"admin":true}}',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '"__proto__" is not taken',
    },
    {
      given: 'a prototype deep inside',
      body: '{"args":{"__proto__":"x"}}',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '"__proto__" is not taken',
    },
    {
      given: 'a constructor',
      body: '{"constructor":{"prototype":{}}}',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'unknown member "constructor"',
    },
    {
      given: 'nested a little too deeply',
      body: deep(65),
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'nested deeper than 64',
    },
    {
      given: 'nested a hundred thousand times',
      body: '['.repeat(100_000) + ']'.repeat(100_000),
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'nested deeper than 64',
    },
    {
      given: 'nothing but brackets',
      body: '['.repeat(500_000),
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'no JSON',
    },
    {
      given: 'no UTF-8',
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'no UTF-8',
    },
    {
      given: 'a form',
      body: 'a=b',
      type: 'application/x-www-form-urlencoded',
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
      detail: 'application/x-www-form-urlencoded',
    },
    { given: 'XML', body: '<a/>', type: 'text/xml', status: 415, code: 'MEDIA_TYPE_UNSUPPORTED', detail: 'text/xml' },
    {
      given: 'a type that is none',
      body: '{}',
      type: 'json',
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
      detail: 'json',
    },
    {
      given: 'YAML where only JSON is taken',
      body: 'a: b',
      type: 'application/yaml',
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
      detail: 'yaml',
    },
    {
      given: 'larger than a mebibyte',
      body: `{"args":{"a":"${'x'.repeat(1024 * 1024)}"}}`,
      status: 413,
      code: 'BODY_TOO_LARGE',
      detail: 'the body is too large: 1048576 bytes at most are taken',
    },
    {
      given: 'full of mistakes',
      body: JSON.stringify({ args: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}`, i])) }),
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '/args/a49: expected a text',
    },
  ])('that is $given is refused with $code', async ({ body, type = 'application/json', status, code, detail }) => {
    const answer = await stage.ask('POST', RUNS, { body, headers: { 'content-type': type } });
    expect([answer.status, answer.headers['content-type'], answer.json]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      expect.objectContaining({ ...PROBLEM, status, code, detail: expect.stringContaining(detail) }),
    ]);
    expect(answer.text.length).toBeLessThan(32_000);
  });

  it('that is announced larger than a mebibyte is refused unread', async () => {
    const head = `POST ${RUNS} HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n`;
    const { socket, said } = rawConnection(stage.port);
    socket.write(head);
    expect(wire(await said)).toMatchObject({ status: 413, problem: { code: 'BODY_TOO_LARGE' } });
  });

  it('that comes in chunks without end is cut off', async () => {
    const { socket, write, said } = rawConnection(stage.port);
    write(
      `POST ${RUNS} HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const fill = (): void => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on('drain', fill);
    fill();
    expect(await said).toMatch(/^HTTP\/1\.1 413 |^$/);
  });

  it('is taken by no call that says everything in its address', async () => {
    const path = `${RUNS}/00000000-0000-4000-8000-000000000000/terminate`;
    const answer = await stage.ask('POST', path, { body: { why: 'so' } });
    expect([answer.status, textIn(answer.json, 'detail')]).toEqual([400, 'this call takes no body']);
  });

  it('of YAML bombs and aliases is refused as what it is', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`)
      .join('\n')}\n`;
    const headers = { 'content-type': 'application/yaml' };
    const answer = await stage.team('PUT', '/templates/bomb', { headers, body: bomb });
    expect([answer.status, textIn(answer.json, 'code')]).toEqual([422, 'INPUT_INVALID']);
    expect(textIn(answer.json, 'detail')).toContain('holds more than');
  });
});

describe('an address', () => {
  it.each([
    ['/api/v1/namespaces/../../etc/passwd', 404],
    ['/api/v1/namespaces/%2e%2e/templates', 400],
    ['/api/v1/namespaces/..%2f..%2fetc/templates', 400],
    ['/api/v1/namespaces/team%00/templates', 400],
    ['/api/v1/namespaces/team/templates/%00', 400],
    ['/api/v1/namespaces/team/templates/..%5c..%5cwin.ini', 400],
    ['/api/v1/namespaces/team/templates/a%0d%0aset-cookie:%20x=y', 400],
    ['/api/v1/namespaces/team/templates/%zz', 400],
    ['/api/v1/namespaces/team/templates/%c0%ae%c0%ae', 400],
    ["/api/v1/namespaces/team/templates/x'%3b%20DROP%20TABLE%20runs%3b--", 400],
    ["/api/v1/namespaces/te'am/runs", 400],
    ["/api/v1/namespaces/team/runs?label=a%3d'%20OR%201%3d1--", 400],
    ["/api/v1/namespaces/team/runs?template='%20OR%20'1'%3d'1", 400],
    ['/api/v1/namespaces/team/runs?cursor=%27%20OR%201%3d1', 400],
    ['/api/v1/namespaces/team/runs?verdict=pass%00', 400],
    ['//api//v1//namespaces', 404],
    ['/api/v1/namespaces/team/', 404],
    ['/api/v1/namespaces//runs', 400],
    ['/API/v1/namespaces', 404],
    ['/api/v1/../../package.json', 404],
    ['/%2e%2e/%2e%2e/package.json', 404],
    ['/..%2f..%2fpackage.json', 404],
    ['/assets/../../../package.json', 404],
    ['/api/docs/../../../package.json', 404],
    ['/api/docs/..%2f..%2fpackage.json', 404],
    ['/.env', 404],
    [`/api/v1/namespaces/${'a'.repeat(64)}/runs`, 400],
    [`/api/v1/namespaces/${'a'.repeat(1200)}/runs`, 400],
    [`/${'a'.repeat(10_000)}`, 404],
    ['/api/v1/namespaces/team/templates:validated', 404],
  ])('%s is refused with %d', async (target, status) => {
    const answer = await stage.ask('GET', target);
    expect([answer.status, answer.json]).toEqual([status, expect.objectContaining({ ...PROBLEM, status })]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('that is longer than headers may be is refused with 431', async () => {
    const answer = await stage.ask('GET', `/${'a'.repeat(20_000)}`);
    expect([answer.status, answer.json]).toEqual([
      431,
      expect.objectContaining({
        ...PROBLEM,
        code: 'HEADERS_TOO_LARGE',
        detail: 'address and headers are too large: 16384 bytes at most are taken',
      }),
    ]);
  });
});

describe('a request', () => {
  it.each([
    ['PATCH', RUNS, 405, 'GET, HEAD, OPTIONS, POST'],
    ['PUT', RUNS, 405, 'GET, HEAD, OPTIONS, POST'],
    ['TRACE', RUNS, 405, 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/api/v1/namespaces/team/templates', 405, 'GET, HEAD, OPTIONS'],
    ['POST', '/api/v1/namespaces/team/templates/a', 405, 'DELETE, GET, HEAD, OPTIONS, PUT'],
    ['GET', '/api/v1/namespaces/team/templates:validate', 405, 'OPTIONS, POST'],
    ['POST', '/healthz', 405, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', RUNS, 204, 'GET, HEAD, OPTIONS, POST'],
  ])('%s %s is answered with %d and what is taken there', async (method, path, status, allow) => {
    const answer = await stage.ask(method, path);
    expect([answer.status, answer.headers.allow]).toEqual([status, allow]);
    if (status === 405) expect(answer.json).toMatchObject({ ...PROBLEM, code: 'METHOD_NOT_ALLOWED' });
  });

  it('of HEAD is answered as GET without a body', async () => {
    const get = await stage.team('GET', '/templates/good');
    const head = await stage.team('HEAD', '/templates/good');
    expect([head.status, head.headers.etag, head.headers['content-length'], head.text]).toEqual([
      200,
      get.headers.etag,
      get.headers['content-length'],
      '',
    ]);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'REQUEST_INVALID'],
    ['TLS where there is none', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'REQUEST_INVALID'],
    ['a header with a blank in its name', `GET /healthz HTTP/1.1\r\nhost: a\r\nx y: z\r\n\r\n`, 400, 'REQUEST_INVALID'],
    [
      'two lengths',
      `POST ${RUNS} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
      400,
      'REQUEST_INVALID',
    ],
    [
      'a length and chunks, to smuggle another',
      `POST ${RUNS} HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'REQUEST_INVALID',
    ],
    ['a negative length', `POST ${RUNS} HTTP/1.1\r\nhost: a\r\ncontent-length: -5\r\n\r\n`, 400, 'REQUEST_INVALID'],
    ['headers without end', `GET /healthz HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(4000)}`, 431, 'HEADERS_TOO_LARGE'],
  ])('with %s is refused before anybody looks at it', async (_given, text, status, code) => {
    expect(wire(await rawAnswer(stage.port, text))).toMatchObject({
      status,
      problem: { ...PROBLEM, code },
      answers: 1,
    });
  });

  it('without a Host is refused', async () => {
    const answer = await rawAnswer(stage.port, 'GET /healthz HTTP/1.0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('whose headers dribble in is given up', async () => {
    const { write, said, socket } = rawConnection(stage.port);
    write(`GET /healthz HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\n`);
    const dribble = setInterval(() => write('x: y\r\n'), 50);
    socket.on('close', () => clearInterval(dribble));
    expect(wire(await said)).toMatchObject({ status: 408, problem: { ...PROBLEM, code: 'REQUEST_TIMEOUT' } });
  });

  it('whose body dribbles in is given up', async () => {
    const { write, said, socket } = rawConnection(stage.port);
    write(
      `POST ${RUNS} HTTP/1.1\r\nhost: 127.0.0.1:${stage.port}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`,
    );
    const dribble = setInterval(() => write(' '), 50);
    socket.on('close', () => clearInterval(dribble));
    expect(wire(await said)).toMatchObject({ status: 408, problem: { code: 'REQUEST_TIMEOUT' } });
  });

  it('that says nothing at all is given up', async () => {
    const { said } = rawConnection(stage.port);
    expect(await said).toMatch(/^HTTP\/1\.1 408 |^$/);
  });
});

describe('an answer', () => {
  it.each(['/', '/healthz', '/api/docs', '/api/openapi.json', RUNS, '/nothing'])(
    'for %s lets a browser do nothing that it need not',
    async (path) => {
      const { headers } = await stage.ask('GET', path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(
        Object.keys(headers).filter(
          (name) => name.startsWith('access-control') || name === 'server' || name === 'x-powered-by',
        ),
      ).toEqual([]);
    },
  );

  it.each([RUNS, '/healthz', '/api/v1/namespaces', '/metrics'])('for %s is kept by no cache', async (path) => {
    expect((await stage.ask('GET', path)).headers['cache-control']).toBe('no-store');
  });

  it('that was not foreseen says nothing of the inside, and the log says all, under the same id', async () => {
    const broken = await openApiStage();
    await broken.store.close();
    const answer = await broken.team('GET', '/templates/a');
    expect([answer.status, textIn(answer.json, 'detail')]).toEqual([
      expect.any(Number),
      expect.not.stringMatching(/sqlite|select|node_modules/i),
    ]);
    const ready = await broken.ask('GET', '/readyz');
    expect(ready.status).toBeGreaterThanOrEqual(500);
    expect((await broken.ask('GET', '/healthz')).status).toBe(200);
  });
});

it('a page of another site drives nothing', async () => {
  const headers = { origin: 'http://evil.example', 'content-type': 'text/plain' };
  const answer = await stage.team('POST', '/gate/good', { headers, body: '{}' });
  expect([answer.status, textIn(answer.json, 'code')]).toEqual([403, 'FORBIDDEN']);
  const rebound = await stage.team('GET', '/runs', { headers: { host: `evil.example:${stage.port}` } });
  expect([rebound.status, textIn(rebound.json, 'code')]).toEqual([403, 'FORBIDDEN']);
});
