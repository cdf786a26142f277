import { expect, it } from 'vitest';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import { analysisRun } from '../../../support/analysis-controller-at.ts';
import { seconds } from '../../../support/builders.ts';
import { type MemoryApi, unreachable } from '../../../support/memory-api.ts';
import { metric, settle, world } from './a-run.ts';

const token = { name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } };
const echoing = metric('m', { interval: '10s', count: 3, successCondition: 'result == "{{args.token}}"' });
const SECRETS = '/api/v1/namespaces/shop/secrets';

const putSecret = (api: MemoryApi, text: string) => {
  const data = { token: Buffer.from(text).toString('base64') };
  return api.request({ method: 'POST', path: SECRETS, body: { metadata: { name: 'api' }, data } });
};

const reads = ({ requests }: MemoryApi): number =>
  requests.filter(({ method, path }) => method === 'GET' && path.startsWith(SECRETS)).length;

it('a Secret is read for each look, used as it is then, and kept out of the status', async () => {
  const { api, begin, pass, runs } = await world({ answers: { m: [{ value: 'first' }, { value: 'second' }] } });
  await putSecret(api, 'first');
  await begin(analysisRun('r', [echoing], { args: [token] }));
  await api.request({ method: 'DELETE', path: `${SECRETS}/api` });
  await putSecret(api, 'second');
  await pass(seconds(31));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ successful: 3 }] });
  expect(JSON.stringify(await runs.status('r'))).not.toMatch(/first|second/);
  expect(reads(api)).toBe(3);
});

it('a run without Secrets reads none', async () => {
  const { api, begin, pass, runs } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '10s', count: 3 })]));
  await pass(seconds(31));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful' });
  expect(reads(api)).toBe(0);
});

it('a Secret that is not there ends the run, in the API’s words', async () => {
  const { begin, runs } = await world();
  await begin(analysisRun('r', [echoing], { args: [token] }));
  expect(await runs.status('r')).toMatchObject({
    phase: 'Error',
    message: expect.stringContaining('Unable to resolve metric arguments: ') as string,
  });
});

it.each<{ when: string; hasBegun: boolean }>([
  { when: 'before its first look, a run waits', hasBegun: false },
  { when: 'later, a run goes on with what it knows', hasBegun: true },
])('while the API does not give a Secret, $when', async ({ hasBegun }) => {
  const { api, clock, begin, pass, runs, asked } = await world({ answers: { m: [{ value: 'first' }] } });
  await putSecret(api, 'first');
  const away = ({ method, path }: ApiRequest): void => {
    if (method === 'GET' && path.startsWith(SECRETS)) throw unreachable();
  };
  if (!hasBegun) api.before = away;
  await begin(analysisRun('r', [echoing], { args: [token] }));
  api.before = away;
  await pass(seconds(11));
  expect(asked).toHaveLength(hasBegun ? 2 : 0);
  api.before = () => {};
  await pass(seconds(40));
  await settle(clock);
  expect(await runs.status('r')).toMatchObject({
    phase: 'Successful',
    metricResults: [{ successful: 3 }],
  });
});
