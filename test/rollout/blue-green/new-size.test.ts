import { expect, it } from 'vitest';
import { type BlueGreenUpdate, newSize } from '../../../src/rollout/blue-green/new-size.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readStatus } from '../../../src/rollout/reading/read-status.ts';
import { replicaSet } from '../../support/canaries.ts';

const status = readStatus(new Fields({ currentPodHash: 'new', stableRS: 'old' }));
const passed = { ...status, blueGreen: { ...status.blueGreen, scaleUpPreviewCheckPoint: true } };
const preview: BlueGreenUpdate = {
  replicas: 5,
  paused: false,
  strategy: { previewReplicaCount: 2 },
  status,
  newRS: replicaSet('new', 0),
  activeRS: replicaSet('old', 5),
};
const { activeRS: _, ...withoutActive } = preview;

it.each<{ readonly given: string; readonly update: BlueGreenUpdate; readonly size: number }>([
  { given: 'the preview is looked at', update: preview, size: 2 },
  { given: 'there is no previewReplicaCount', update: { ...preview, strategy: {} }, size: 5 },
  { given: 'the check point is passed', update: { ...preview, status: passed }, size: 5 },
  {
    given: 'the check point is passed but the user paused',
    update: { ...preview, status: passed, paused: true },
    size: 2,
  },
  {
    given: 'the check point is passed but a pause is on',
    update: { ...preview, status: { ...passed, pauseConditions: [{ reason: 'BlueGreenPause' }] } },
    size: 2,
  },
  {
    given: 'the template has just changed',
    update: { ...preview, status: { ...passed, currentPodHash: 'older' } },
    size: 2,
  },
  { given: 'it is promoted in full', update: { ...preview, status: { ...status, promoteFull: true } }, size: 5 },
  { given: 'nothing is active', update: withoutActive, size: 5 },
  { given: 'it is active already', update: { ...preview, activeRS: preview.newRS }, size: 5 },
])('when $given, the new ReplicaSet has $size of 5 pods (rollout.md §13.2)', ({ update, size }) => {
  expect(newSize(update)).toBe(size);
});
