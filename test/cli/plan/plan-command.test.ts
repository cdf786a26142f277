import { expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/core/json.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { cliAtApi } from '../../support/cli-at-api.ts';
import { cli } from '../../support/cli-world.ts';
import { shopRollout, shopSet, shopTemplate } from '../../support/shop.ts';
import { shopUpdate } from '../../support/shop-cluster.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const NOW = ['--now', '2026-03-01T10:00:00Z'];

function fileOf(...objects: readonly JsonObject[]): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return folder.write('objects.yaml', objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

it('says action by action what the controller would do, and goes on behind the routers', async () => {
  const { code, stdout, stderr } = await cli(['plan', '-f', fileOf(...shopUpdate()), ...NOW]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').slice(0, 10)).toEqual([
    'Rollout shop/web at 2026-03-01T10:00:00Z',
    '',
    ' 1. tell nginx',
    '      canary is new, stable is old',
    '      set weight 20',
    '      look whether weight 20 is in force',
    '   if they take it without trouble:',
    ' 2. event Normal TrafficWeightUpdated: Traffic weight updated to 20',
    ' 3. annotate ReplicaSet web-old: rollout.argoproj.io/desired-replicas=5',
    ' 4. annotate ReplicaSet web-new: rollout.argoproj.io/desired-replicas=5',
  ]);
  expect(stdout).toContain('currentStepIndex: 0 → 1');
});

it('comes to the same from a cluster as from files', async () => {
  const { run, api } = await cliAtApi(shopUpdate());
  const fromFile = await cli(['plan', '-f', fileOf(...shopUpdate()), ...NOW]);
  expect(await run(['plan', 'web'], { clock: new VirtualClock() })).toEqual(fromFile);
  expect(api.writes).toEqual([]);
});

it('gives the actions as JSON and as YAML', async () => {
  const file = fileOf(...shopUpdate());
  const asJson = await cli(['plan', '-f', file, ...NOW, '-o', 'json']);
  const asYaml = await cli(['plan', '-f', file, ...NOW, '-o', 'yaml']);
  const plan: unknown = JSON.parse(asJson.stdout);
  expect(plan).toMatchObject({
    rollout: { namespace: 'shop', name: 'web' },
    now: '2026-03-01T10:00:00Z',
    actions: expect.arrayContaining([
      {
        kind: 'tell',
        event: { type: 'Normal', reason: 'TrafficWeightUpdated', message: 'Traffic weight updated to 20' },
        sentence: 'event Normal TrafficWeightUpdated: Traffic weight updated to 20',
      },
    ]),
    assumedRouters: ['nginx'],
  });
  expect(parse(asYaml.stdout)).toEqual(plan);
});

it('says when it would look again', async () => {
  const rollout = shopRollout({
    canary: { steps: [{ setWeight: 20 }, { pause: { duration: '10m' } }] },
    status: {
      stableRS: 'old',
      currentPodHash: 'new',
      currentStepIndex: 1,
      currentStepHash: '7f4ccc8f9',
      controllerPause: true,
      pauseConditions: [{ reason: 'CanaryPauseStep', startTime: '2026-03-01T09:58:00Z' }],
    },
  });
  const sets = [
    shopSet('old', { revision: '1', replicas: 4 }),
    shopSet('new', { revision: '2', template: shopTemplate('web:2'), replicas: 1 }),
  ];
  const { stdout } = await cli(['plan', '-f', fileOf(rollout, ...sets), ...NOW]);
  expect(stdout).toMatch(/\nThen it looks again at 2026-03-01T10:08:00Z \(in 8m0s\), or when something changes\.\n$/);
});

it('takes what is not in the files for what is not there', async () => {
  const files = shopUpdate().filter(({ kind }) => kind !== 'Service');
  const { code, stdout } = await cli(['plan', 'web', '-f', fileOf(...files), ...NOW]);
  expect(code).toBe(0);
  const problem = 'spec.strategy.canary.stableService: Invalid value: "web": service "web" not found';
  expect(stdout).toContain(`phase: Progressing → Degraded`);
  expect(stdout).toMatch(new RegExp(`\nIt fails, and is tried again soon: ${problem}\n$`));
});

it('puts objects without a namespace into that of the Rollout', async () => {
  const bare = shopUpdate().map((object) => {
    const { namespace: _, ...metadata } = object['metadata'] as JsonObject;
    return { ...object, metadata };
  });
  const { stdout } = await cli(['plan', '-f', fileOf(...bare), '-n', 'shop', ...NOW]);
  expect(stdout).toBe((await cli(['plan', '-f', fileOf(...shopUpdate()), ...NOW])).stdout);
});

it.each<{ given: string; words: readonly string[]; objects: readonly JsonObject[]; stderr: string }>([
  {
    given: 'no Rollout in the files',
    words: [],
    objects: [],
    stderr: 'verdict: one Rollout is needed; the files hold: none. Choose one by name and --namespace\n',
  },
  {
    given: 'another Rollout than the one in the files',
    words: ['other'],
    objects: [shopRollout()],
    stderr: 'verdict: one Rollout named "other" is needed; the files hold: web. Choose one by name and --namespace\n',
  },
  {
    given: 'a moment that is none',
    words: ['--now', 'soon'],
    objects: [shopRollout()],
    stderr: 'verdict: --now takes a time such as 2026-03-01T12:00:00Z, not "soon"\n',
  },
])('refuses $given', async ({ words, objects, stderr }) => {
  expect(await cli(['plan', ...words, '-f', fileOf({}, ...objects)])).toEqual({ code: 4, stdout: '', stderr });
});

it('asks for a name where there are no files', async () => {
  const { code, stderr } = await cli(['plan']);
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('which Rollout?') });
});
