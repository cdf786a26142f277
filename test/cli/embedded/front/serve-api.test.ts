import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { type ServedApi, serveApi } from '../../../../src/cli/embedded/front/serve-api.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import type { Question } from './client.ts';
import { kindOf, scriptedApi } from './scripted-api.ts';
import { served } from './served.ts';

const PODS = kindOf('pods', { hasStatus: true });
const THINGS = kindOf('things', { group: 'example.org', version: 'v1alpha1', isNamespaced: false });

describe('serving the embedded API', () => {
  it('hands a request on as it came, and the answer back', async () => {
    const api = scriptedApi([PODS], { status: 201, body: { kind: 'Pod', metadata: { name: 'a b' } } });
    const { client } = await served(api);
    const answer = await client.ask('/api/v1/namespaces/shop/pods?fieldManager=me&dryRun=All', {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'kubectl/v1' },
      body: '{"kind":"Pod"}',
    });
    expect(answer).toMatchObject({ status: 201, body: { kind: 'Pod', metadata: { name: 'a b' } } });
    expect(api.calls).toEqual([
      {
        method: 'POST',
        path: '/api/v1/namespaces/shop/pods',
        query: { fieldManager: 'me', dryRun: 'All' },
        userAgent: 'kubectl/v1',
        body: { kind: 'Pod' },
      },
    ]);
  });

  it('hands on the YAML of server-side apply as JSON', async () => {
    const api = scriptedApi([PODS]);
    const { client } = await served(api);
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    await client.ask('/api/v1/namespaces/shop/pods/web', { method: 'PATCH', headers, body: 'spec:\n  on: [1, "y"]\n' });
    expect(api.calls[0]?.body).toEqual({ spec: { on: [1, 'y'] } });
  });

  it('tells warnings in the header that clients read', async () => {
    const warnings = ['unknown field "spec.x\\y"', 'größer\nals erlaubt'];
    const { client } = await served(scriptedApi([PODS], { status: 200, body: {}, warnings }));
    const { headers } = await client.ask('/api/v1/namespaces/shop/pods/web');
    const bytes = [headers['warning'] ?? []].flat().map((text) => Buffer.from(text, 'latin1').toString('utf8'));
    expect(bytes).toEqual(['299 - "unknown field \\"spec.x\\\\y\\""', '299 - "größer als erlaubt"']);
  });

  it('shows a certificate that holds for loopback and nothing else', async () => {
    const { kubeconfig } = await served(scriptedApi([PODS]));
    const pem = Buffer.from(parse(kubeconfig).clusters[0].cluster['certificate-authority-data'], 'base64');
    const certificate = new X509Certificate(pem);
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  it('has another token each time', async () => {
    const [one, other] = [await served(scriptedApi([PODS])), await served(scriptedApi([PODS]))];
    const tokenOf = ({ kubeconfig }: ServedApi): string => parse(kubeconfig).users[0].user.token;
    expect(tokenOf(one)).toMatch(/^[\w-]{43}$/);
    expect(tokenOf(one)).not.toBe(tokenOf(other));
  });

  it('says so when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void other.close());
    // A server on a port has an address with it.
    const { port } = other.address() as { port: number };
    await expect(serveApi(scriptedApi([]), { port, clock: systemClock })).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: expect.stringContaining(`cannot listen on 127.0.0.1, port ${port}: listen EADDRINUSE`),
    });
  });
});

interface Refusal {
  readonly given: string;
  readonly path?: string;
  readonly question?: Question;
  readonly status: number;
  readonly reason: string;
  readonly message: string | RegExp;
}

const MANY = 3 * 1024 * 1024 + 1;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('what is not served', () => {
  it.each<Refusal>([
    {
      given: 'no token',
      question: { headers: { authorization: '' } },
      status: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
    },
    {
      given: 'a wrong token',
      question: { headers: { authorization: 'Bearer wrong' } },
      status: 401,
      reason: 'Unauthorized',
      message: 'Unauthorized',
    },
    {
      given: 'another method',
      question: { method: 'OPTIONS' },
      status: 405,
      reason: 'MethodNotAllowed',
      message: 'OPTIONS is not served. Served: GET, POST, PUT, PATCH, DELETE',
    },
    {
      given: 'a path outside of the API',
      path: '/metrics',
      status: 404,
      reason: 'NotFound',
      message: 'there is nothing at /metrics. Served: /api, /apis, /version, /openapi/v3, /healthz, /livez, /readyz',
    },
    {
      given: 'a group that is not there',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      status: 404,
      reason: 'NotFound',
      message:
        'the server could not find the requested resource: the embedded cluster does not serve authorization.k8s.io/v1. Served: v1, example.org/v1alpha1',
    },
    {
      given: 'a kind that is not there',
      path: '/api/v1/secrets',
      status: 404,
      reason: 'NotFound',
      message: 'the server could not find the requested resource: there is no secrets in v1. Served: pods',
    },
    {
      given: 'the log of a pod',
      path: '/api/v1/namespaces/shop/pods/web/log',
      status: 501,
      reason: 'NotImplemented',
      message:
        'pods/log is not served: the pods of the embedded cluster are acted out and run no containers. Served: pods, pods/status',
    },
    {
      given: 'a part of an object that nobody knows',
      path: '/apis/example.org/v1alpha1/things/one/status',
      status: 404,
      reason: 'NotFound',
      message: 'the server could not find the requested resource: there is no things/status. Served: things alone',
    },
    {
      given: 'an answer that is no JSON',
      question: { headers: { accept: 'text/plain' } },
      status: 406,
      reason: 'NotAcceptable',
      message: 'only the following media types are accepted: application/json (given: text/plain)',
    },
    {
      given: 'a table with something unknown in it',
      path: '/api/v1/pods?includeObject=All',
      status: 400,
      reason: 'BadRequest',
      message:
        "Unable to convert to Table as requested: includeObject: Invalid value: \"All\": must be 'Metadata', 'Object', 'None', or empty",
    },
    {
      given: 'a body that is no JSON by its type',
      question: { method: 'POST', headers: { 'content-type': 'application/cbor' }, body: 'x' },
      status: 415,
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format (application/cbor) - accepted media types include: application/json',
    },
    {
      given: 'a patch of no known kind',
      question: { method: 'PATCH', headers: JSON_TYPE, body: '{}' },
      status: 415,
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format (application/json) - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
    },
    {
      given: 'half a body',
      question: { method: 'POST', headers: JSON_TYPE, body: '{"kind"' },
      status: 400,
      reason: 'BadRequest',
      message: /^the body of the request cannot be read: Expected ':' after property name in JSON/,
    },
    {
      given: 'more than the API server takes',
      question: { method: 'POST', headers: JSON_TYPE, body: Buffer.alloc(MANY, ' ') },
      status: 413,
      reason: 'RequestEntityTooLarge',
      message: 'Request entity too large: limit is 3145728',
    },
    {
      given: 'a watch for a time that is no number',
      path: '/api/v1/pods?watch=true&timeoutSeconds=x',
      status: 400,
      reason: 'BadRequest',
      message: 'strconv.ParseInt: parsing "x": invalid syntax',
    },
    {
      given: 'the old description of the API',
      path: '/openapi/v2',
      status: 406,
      reason: 'NotAcceptable',
      message: '/openapi/v2 is not served; /openapi/v3 says which kinds there are',
    },
  ])('given $given, the answer is $status with the reason', async ({ path, question, status, reason, message }) => {
    const api = scriptedApi([PODS, THINGS]);
    const { client } = await served(api);
    const answer = await client.ask(path ?? '/api/v1/namespaces/shop/pods', question);
    expect(answer.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      reason,
      code: status,
    });
    expect(answer.status).toBe(status);
    expect(api.calls).toEqual([]);
  });

  it('is not hidden when the API itself breaks', async () => {
    const { client } = await served(scriptedApi([PODS], new Error('the store is gone')));
    const answer = await client.ask('/api/v1/pods');
    expect(answer.body).toMatchObject({ code: 500, message: 'Internal error occurred: the store is gone' });
  });
});
