import { describe, expect, it } from 'vitest';
import { cliAtApi } from '../support/cli-at-api.ts';
import { shopRollout, shopSet } from '../support/shop.ts';

const PAUSED = { phase: 'Paused', message: 'CanaryPauseStep', observedGeneration: '2' };
const OBJECTS = [
  shopRollout({ status: PAUSED }),
  shopSet('a', { revision: '1', replicas: 5 }),
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment', metadata: { name: 'soak', namespace: 'shop' } },
];

describe('the commands that read', () => {
  it.each<{ words: string; first: string }>([
    { words: 'get rollout web', first: 'Name:            web' },
    { words: 'get ro web', first: 'Name:            web' },
    { words: 'get rollouts web', first: 'Name:            web' },
    { words: 'get rollout web -w=false', first: 'Name:            web' },
    { words: 'get experiment soak', first: 'Name:            soak' },
    { words: 'get exp soak --no-color=false', first: 'Name:            soak' },
    { words: 'list rollout', first: 'NAME        STRATEGY   STATUS        STEP' },
    { words: 'list ro -A', first: 'NAMESPACE  NAME        STRATEGY ' },
    { words: 'list ro -A=false', first: 'NAME        STRATEGY   STATUS        STEP' },
    { words: 'list exp', first: 'NAME        STATUS  DURATION  REMAINING  AGE' },
    { words: 'status web --watch=false', first: 'Paused - CanaryPauseStep' },
    { words: 'status web -w=f', first: 'Paused - CanaryPauseStep' },
  ])('`$words` begins with "$first"', async ({ words, first }) => {
    const { run, api } = await cliAtApi(OBJECTS);
    const { code, stdout, stderr } = await run(words.split(' '));
    expect({ code, stderr, first: stdout.slice(0, first.length) }).toEqual({ code: 0, stderr: '', first });
    expect(api.writes).toEqual([]);
  });

  it.each<{ words: string; error: string }>([
    { words: 'get rollout x', error: 'Error: rollout.argoproj.io "x" not found\n' },
    { words: 'get rollout x -w', error: 'Error: rollout.argoproj.io "x" not found\n' },
    { words: 'get experiment x -w', error: 'Error: experiment.argoproj.io "x" not found\n' },
    { words: 'status x', error: 'Error: rollout.argoproj.io "x" not found\n' },
    {
      words: 'status web --timeout 5',
      error: 'Error: invalid argument "5" for "-t, --timeout" flag: time: missing unit in duration "5"\n',
    },
    {
      words: 'get rollout web --timeout-seconds 1s',
      error:
        'Error: invalid argument "1s" for "--timeout-seconds" flag: strconv.ParseInt: parsing "1s": invalid syntax\n',
    },
    { words: 'get rollout web --bogus', error: 'Error: unknown flag: --bogus\n' },
  ])('`$words` is refused as upstream does', async ({ words, error }) => {
    const { run } = await cliAtApi(OBJECTS);
    expect(await run(words.split(' '))).toEqual({ code: 1, stdout: '', stderr: error });
  });

  it.each(['get', 'get rollout', 'get rollout a b', 'list', 'status'])('`%s` shows the usage', async (words) => {
    const { run } = await cliAtApi([]);
    const { code, stdout, stderr } = await run(words.split(' '));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`Usage: verdict ${words.replace(' a b', '')}`);
  });

  it('a workload that is not there is named', async () => {
    const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'base' };
    const { run } = await cliAtApi([shopRollout({ spec: { workloadRef } })]);
    const error = { code: 1, stdout: '', stderr: 'Error: deployment.apps "base" not found\n' };
    expect(await run(['get', 'rollout', 'web'])).toEqual(error);
    expect(await run(['status', 'web'])).toEqual(error);
  });

  it('what the API forbids is said in its own words', async () => {
    const { run } = await cliAtApi(OBJECTS, [{ verb: 'list', resource: 'pods', error: 'forbidden' }]);
    const { code, stderr } = await run(['get', 'rollout', 'web']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Error: pods is forbidden: not allowed\n' });
  });
});
