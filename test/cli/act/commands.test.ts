import { expect, it } from 'vitest';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { cliAtApi } from '../../support/cli-at-api.ts';
import { cli } from '../../support/cli-world.ts';
import { shopRollout, shopSet, shopTemplate } from '../../support/shop.ts';

const OLD_SERVER = { verb: 'patch', resource: 'rollouts', subresource: 'status', error: 'notFound' };

it.each<{ words: string[]; stdout: string; status?: unknown; spec?: unknown }>([
  { words: ['abort', 'web'], stdout: "rollout 'web' aborted\n", status: { abort: true } },
  { words: ['retry', 'rollouts', 'web'], stdout: "rollout 'web' retried\n", status: { abort: false } },
  { words: ['pause', 'web'], stdout: "rollout 'web' paused\n", spec: { paused: true } },
  {
    words: ['restart', 'web', '-i', '5m'],
    stdout: "rollout 'web' restarts in 5m\n",
    spec: { restartAt: '2026-03-01T10:05:00Z' },
  },
  { words: ['promote', 'web'], stdout: "rollout 'web' promoted\n", status: { currentStepIndex: 1 } },
])('$words says $stdout', async ({ words, stdout, status = {}, spec = {} }) => {
  const { run, api } = await cliAtApi([shopRollout()]);
  expect(await run(words, { clock: new VirtualClock() })).toEqual({ code: 0, stdout, stderr: '' });
  expect(api.object('rollouts/shop/web')).toMatchObject({ status, spec });
});

it('takes the namespace before the command, between its words, and behind them', async () => {
  const places = [
    ['-n', 'shop', 'retry', 'rollout', 'web'],
    ['retry', '--namespace=shop', 'ro', 'web'],
    ['retry', 'rollout', 'web', '-n', 'shop'],
  ];
  for (const words of places) {
    const { run, api } = await cliAtApi([shopRollout()]);
    expect(await run(words)).toMatchObject({ code: 0, stderr: '' });
    expect(api.writes).toMatchObject([{ namespace: 'shop', name: 'web' }]);
  }
});

it('goes on from name to name until one fails', async () => {
  const { run, api } = await cliAtApi([shopRollout()]);
  const stderr = 'Error: rollouts.argoproj.io "other" not found\n';
  expect(await run(['pause', 'web', 'other', 'web'])).toEqual({ code: 1, stdout: "rollout 'web' paused\n", stderr });
  expect(api.writes.map(({ name }) => name)).toEqual(['web', 'other']);
});

it('sends one patch to a server without the status subresource', async () => {
  const { run, api } = await cliAtApi([shopRollout({ spec: { paused: true } })], [OLD_SERVER]);
  expect(await run(['promote', 'web'])).toMatchObject({ code: 0 });
  const both = { spec: { paused: false }, status: { pauseConditions: null, currentStepIndex: 1 } };
  expect(api.writes.slice(1)).toMatchObject([{ name: 'web', body: both }]);
});

it('writes an image again where somebody else was faster', async () => {
  const { run, api } = await cliAtApi(
    [shopRollout()],
    [{ verb: 'update', resource: 'rollouts', error: 'conflict', times: 4 }],
  );
  const stdout = 'rollout "web" image updated\n';
  expect(await run(['set', 'image', 'web', 'main=web:9'])).toEqual({ code: 0, stdout, stderr: '' });
  expect(api.object('rollouts/shop/web')).toMatchObject({ spec: { template: shopTemplate('web:9') } });
});

it('gives up writing an image after five conflicts', async () => {
  const { run, api } = await cliAtApi([shopRollout()], [{ verb: 'update', resource: 'rollouts', error: 'conflict' }]);
  const { code, stderr } = await run(['set', 'image', 'web', 'main=web:9']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Error: Operation cannot be fulfilled/) });
  expect(api.writes).toHaveLength(5);
});

it('restores the template of the revision before', async () => {
  const sets = [
    shopSet('now', { revision: '2', template: shopTemplate('web:2') }),
    shopSet('before', { revision: '1' }),
  ];
  const { run, api } = await cliAtApi([shopRollout(), ...sets]);
  expect(await run(['undo', 'web'])).toEqual({ code: 0, stdout: "rollout 'web' undo\n", stderr: '' });
  expect(api.object('rollouts/shop/web')).toMatchObject({ spec: { template: shopTemplate('web:1') } });
});

it.each<{ words: string[]; stderr: RegExp }>([
  { words: ['abort'], stderr: /^Usage: verdict abort / },
  { words: ['promote', 'a', 'b'], stderr: /^Usage: verdict promote / },
  { words: ['terminate'], stderr: /^Usage: verdict terminate / },
  { words: ['retry', 'deployment', 'web'], stderr: /^Usage: verdict retry / },
  { words: ['set', 'image', 'web', 'main'], stderr: /^Usage: verdict set image / },
  { words: ['abort', 'web', '--nope'], stderr: /^Error: unknown flag: --nope\n$/ },
  { words: ['abort', 'web', '-x'], stderr: /^Error: unknown shorthand flag: 'x' in -x\n$/ },
  { words: ['abort', 'web', '-n'], stderr: /^Error: flag needs an argument: / },
  {
    words: ['undo', 'web', '--to-revision', '1.5'],
    stderr:
      /^Error: invalid argument "1.5" for "--to-revision" flag: strconv.ParseInt: parsing "1.5": invalid syntax\n$/,
  },
  { words: ['abort', ''], stderr: /^Error: resource name may not be empty\n$/ },
])('$words is refused with exit code 1', async ({ words, stderr }) => {
  const { run, api } = await cliAtApi([shopRollout()]);
  expect(await run(words)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(stderr) });
  expect(api.writes).toEqual([]);
});

it('says without a cluster how to give one', async () => {
  const { code, stderr } = await cli(['abort', 'web'], { env: { KUBECONFIG: '/nowhere/config' } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Error: KUBECONFIG names \/nowhere/) });
});
