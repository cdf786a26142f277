import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, testWorld } from '../../support/cli-world.ts';
import { type ServerAnswer, startServer, type TestServer } from '../../support/http-server.ts';
import { writeKubeconfig } from '../../support/kubeconfig-file.ts';
import { template, webTemplate } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const folder = temporaryFolder();
let api: TestServer;
let backend: TestServer;
/** The token that the cluster's Secret holds now. */
let token = '';
const jobs = new Map<string, unknown>();

beforeAll(async () => {
  api = await startServer(({ method, path, body }) => {
    if (path.includes('/secrets/')) return secretAnswer(path);
    if (path.endsWith('/pods')) return { body: { items: [] } };
    return jobAnswer(method, path, body);
  });
  backend = await startServer(({ headers }) => {
    // Somebody renews the Secret between two looks.
    token = 'second-token';
    return { body: { value: headers['x-token'] } };
  });
});
afterAll(async () => {
  await api.stop();
  await backend.stop();
  folder.remove();
});

function secretAnswer(path: string): ServerAnswer {
  if (path === '/api/v1/namespaces/shop/secrets/api')
    return { body: { data: { token: Buffer.from(token).toString('base64') } } };
  const name = path.split('/').at(-1);
  return { status: 404, body: { kind: 'Status', reason: 'NotFound', message: `secrets "${name}" not found` } };
}

function jobAnswer(method: string, path: string, body: string): ServerAnswer {
  const name = path.split('/').at(-1) ?? '';
  if (method === 'POST') {
    const job = JSON.parse(body);
    jobs.set(job.metadata.name, { ...job, metadata: { ...job.metadata, creationTimestamp: '2026-03-01T10:00:00Z' } });
    return { status: 201, body: job };
  }
  if (method === 'DELETE') return { body: { kind: 'Status', status: jobs.delete(name) ? 'Success' : 'Failure' } };
  const found = jobs.get(name);
  return found === undefined
    ? { status: 404, body: { kind: 'Status', reason: 'NotFound', message: 'not found' } }
    : { body: found };
}

const secretArg = (name: string) => ({ name: 'token', valueFrom: { secretKeyRef: { name, key: 'token' } } });

describe('the cluster of a context', () => {
  it("gives its Secrets, in the context's namespace, anew at every step", async () => {
    token = 'first-token';
    const metric = {
      interval: '5ms',
      count: 2,
      successCondition: 'result == "{{args.token}}"',
      provider: { headers: [{ key: 'X-Token', value: '{{args.token}}' }] },
    };
    const file = folder.write('secret.json', webTemplate(backend.url, [metric], { args: [secretArg('api')] }));
    const asked = api.requests.length;
    const { code, stdout } = await cli(['run', file, '--kubeconfig', writeKubeconfig(api.url), '-o', 'json']);
    expect({ code, namespace: JSON.parse(stdout).run.namespace }).toEqual({ code: 0, namespace: 'shop' });
    expect(backend.requests.map(({ headers }) => headers['x-token'])).toEqual(['first-token', 'second-token']);
    expect(api.requests.length).toBeGreaterThan(asked + 2);
    expect(stdout).not.toContain('-token"');
  });

  it('is named where a Secret was looked for in vain', async () => {
    const file = folder.write('secret.json', webTemplate(backend.url, [{}], { args: [secretArg('none')] }));
    const { code, stderr } = await cli(['run', file, '--kubeconfig', writeKubeconfig(api.url), '--context', 'test']);
    expect(code).toBe(4);
    expect(stderr).toContain('argument "token": secrets "none" not found; looked for: ');
    expect(stderr).toContain('Secret "none" in the cluster of context "test"');
  });

  it('that is not there is an error, not bad input', async () => {
    const file = folder.write('plain.json', webTemplate(backend.url, [{}]));
    const { code, stderr } = await cli(['run', file, '--kubeconfig', writeKubeconfig(api.url), '--context', 'staging']);
    expect(code).toBe(3);
    expect(stderr).toContain('context "staging" is not in ');
  });
});

it('Jobs under way are ended when the run is stopped', async () => {
  const job = { spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' } } } };
  const file = folder.write('job.json', template([{ name: 'smoke', provider: { job } }]));
  const world = testWorld();
  const running = cli(['run', file, '--kubeconfig', writeKubeconfig(api.url), '-o', 'json'], world);
  await until(() => jobs.size === 1 && world.said().stderr.includes('metric=smoke'), running);
  world.interrupt();
  const { code, stdout } = await running;
  expect(jobs.size).toBe(0);
  expect(api.requests.at(-1)).toMatchObject({ method: 'DELETE' });
  expect(code).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'notEvaluated',
    status: { metricResults: [{ phase: 'Inconclusive', measurements: [{ message: 'Metric Terminated' }] }] },
  });
});
