import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { podInfo } from '../../../src/rollout/info/pod-info.ts';

const RUNNING = { ready: true, restartCount: 1, state: { running: {} } };

interface Given {
  readonly given: string;
  readonly init?: readonly JsonObject[];
  readonly main?: readonly JsonObject[];
  readonly metadata?: JsonObject;
  readonly status?: JsonObject;
  readonly shows: string;
}

// kubectl's rules (interfaces.md §4.2), in the order in which they are asked.
it.each<Given>([
  { given: 'nothing but a phase', status: { phase: 'Pending' }, shows: '◌ Pending 0/2 0' },
  { given: 'a reason beside the phase', status: { phase: 'Failed', reason: 'Evicted' }, shows: '  Evicted 0/2 0' },
  { given: 'containers that run', main: [RUNNING, RUNNING], shows: '✔ Running 2/2 2' },
  { given: 'one that is not ready', main: [RUNNING, { ...RUNNING, ready: false }], shows: '✔ Running 1/2 2' },
  {
    given: 'the first in trouble before the last',
    main: [waiting('CrashLoopBackOff'), waiting('ErrImagePull')],
    shows: '✖ CrashLoopBackOff 0/2 0',
  },
  { given: 'one that was killed', main: [ended({ exitCode: 137, signal: 9 })], shows: '✖ Signal:9 0/2 0' },
  { given: 'one that has failed', main: [ended({ exitCode: 3 })], shows: '✖ ExitCode:3 0/2 0' },
  {
    given: 'one that is done beside one that runs',
    main: [ended({ exitCode: 0, reason: 'Completed' }), RUNNING],
    shows: '✔ Running 1/2 1',
  },
  { given: 'all done', main: [ended({ exitCode: 0, reason: 'Completed' })], shows: '✔ Completed 0/2 0' },
  {
    given: 'the second init container at work',
    init: [ended({ exitCode: 0 }), { restartCount: 2, state: { running: {} } }],
    main: [waiting('PodInitializing')],
    shows: '◌ Init:1/2 0/2 2',
  },
  {
    given: 'an init container that waits for its image',
    init: [waiting('ErrImagePull')],
    shows: '◌ Init:ErrImagePull 0/2 0',
  },
  { given: 'an init container that failed', init: [ended({ exitCode: 1 })], shows: '◌ Init:ExitCode:1 0/2 0' },
  {
    given: 'a sidecar that is up',
    init: [{ ...RUNNING, name: 'sidecar', started: true }],
    main: [RUNNING],
    shows: '✔ Running 1/2 1',
  },
  {
    given: 'a sidecar that is up but not ready',
    init: [{ ...RUNNING, name: 'sidecar', started: true, ready: false }, waiting('ErrImagePull')],
    main: [RUNNING],
    shows: '✔ Running 1/2 1',
  },
  {
    given: 'a deletion',
    main: [RUNNING],
    metadata: { deletionTimestamp: '2026-03-01T10:00:00Z' },
    shows: '◌ Terminating 1/2 1',
  },
  {
    given: 'a deletion on a lost node',
    metadata: { deletionTimestamp: '2026-03-01T10:00:00Z' },
    status: { phase: 'Running', reason: 'NodeLost' },
    shows: '? Unknown 0/2 0',
  },
])('a pod with $given shows "$shows"', ({ init = [], main = [], metadata = {}, status, shows }) => {
  const info = podInfo({
    metadata,
    spec: { containers: [{}, {}], initContainers: [{ name: 'sidecar', restartPolicy: 'Always' }, { name: 'other' }] },
    status: status ?? { phase: 'Running', initContainerStatuses: init, containerStatuses: main },
  });
  expect(`${info.icon} ${info.status} ${info.ready} ${info.restarts}`).toBe(shows);
});

function waiting(reason: string): JsonObject {
  return { state: { waiting: { reason } } };
}

function ended(terminated: JsonObject): JsonObject {
  return { state: { terminated } };
}
