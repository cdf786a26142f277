import { expect, it } from 'vitest';
import { rolloutText } from '../../../src/cli/tree/info-text.ts';
import { tinted, untinted } from '../../../src/cli/tree/tint.ts';
import { instantOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import { rolloutInfo } from '../../../src/rollout/info/rollout-info.ts';
import { shopRollout, shopSet } from '../../support/shop.ts';

const NOW = instantOf(Date.UTC(2026, 2, 1, 10));
const CREATED = { creationTimestamp: '2026-03-01T09:59:30Z' };
const PARTS = { pods: [], experiments: [], analysisRuns: [] };

it('colours are those of upstream, and widths do not count them', () => {
  const status = { phase: 'Paused', observedGeneration: '2', stableRS: 'old', currentPodHash: 'new' };
  const replicaSets = [
    shopSet('new', { revision: '2', replicas: 1 }),
    shopSet('old', { revision: '1', replicas: 4, annotations: { 'scale-down-deadline': '2026-03-01T10:00:20Z' } }),
  ].map(aged);
  const info = rolloutInfo(aged(shopRollout({ status })), { ...PARTS, replicaSets });
  const lines = rolloutText(info, NOW, tinted).split('\n').slice(-7);
  expect(lines).toEqual([
    'NAME             KIND        STATUS     AGE  INFO',
    '⟳ web            Rollout     \u001b[0m॥\u001b[0m Paused   30s  ',
    '├──# revision:2                              ',
    '│  └──⧉ \u001b[33mweb-new\u001b[0m  ReplicaSet  \u001b[32m✔\u001b[0m Healthy  30s  \u001b[33mcanary\u001b[0m',
    '└──# revision:1                              ',
    '   └──⧉ \u001b[32mweb-old\u001b[0m  ReplicaSet  \u001b[32m✔\u001b[0m Healthy  30s  \u001b[32mstable\u001b[0m,delay:20s',
    '',
  ]);
});

it('a message from the cluster keeps its lines and loses what a terminal would obey', () => {
  const status = { phase: 'Degraded', observedGeneration: '2', message: 'denied:\nby \u001b[2Ja hook' };
  const text = rolloutText(rolloutInfo(shopRollout({ status }), { ...PARTS, replicaSets: [] }), NOW, untinted);
  expect(text).toContain('Message:         denied:\nby \\x1b[2Ja hook\n');
});

function aged(object: JsonObject): JsonObject {
  return { ...object, metadata: { ...objectIn(object, 'metadata'), ...CREATED } };
}
