import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn } from '../../../../src/core/json-members.ts';
import { gather } from '../../../../src/kube/controllers/rollouts/gather.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { collectionPath } from '../../../../src/kube/resource.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { MemoryApi } from '../../../support/memory-api.ts';

const WEB = { metadata: { name: 'web', namespace: 'shop', uid: 'u1' }, spec: { strategy: { canary: {} } } };

/** A run of the Rollout that was stopped before it measured anything, and yet ended well. */
const STOPPED: JsonObject = {
  apiVersion: KINDS.analysisRuns.apiVersion,
  kind: KINDS.analysisRuns.kind,
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    ownerReferences: [{ kind: 'Rollout', name: 'web', uid: 'u1', controller: true }],
  },
  spec: { terminate: true, metrics: [{ name: 'up', provider: { web: { url: 'http://metrics' } } }] },
  status: { phase: 'Successful', metricResults: [] },
};

it.each([
  { requireEvidence: false, phase: 'Successful' },
  { requireEvidence: true, phase: 'Inconclusive' },
])(
  'a run that measured nothing is seen as $phase where evidence is required: $requireEvidence',
  async ({ requireEvidence, phase }) => {
    const api = new MemoryApi();
    await api.request({ method: 'POST', path: collectionPath(KINDS.analysisRuns, 'shop'), body: STOPPED });
    const { parts } = await startParts({ cluster: api, clock: new VirtualClock() });
    const { analysisRuns } = await gather(WEB, { ...parts, requireEvidence });
    expect(analysisRuns.map((run) => objectIn(run, 'status')['phase'])).toEqual([phase]);
  },
);
