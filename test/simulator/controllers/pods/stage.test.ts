import { expect, it } from 'vitest';
import { millisOf } from '../../../../src/core/instant.ts';
import type { PodBehaviour } from '../../../../src/simulator/controllers/pods/behaviour.ts';
import { stageAt } from '../../../../src/simulator/controllers/pods/stage.ts';
import { at, T0 } from '../builders.ts';

const ms = (seconds: number): ReturnType<typeof millisOf> => millisOf(seconds * 1000);
const serves: PodBehaviour = { kind: 'serves', startMs: ms(1), readyMs: ms(2), stopMs: ms(0) };
const never: PodBehaviour = { ...serves, readyMs: millisOf(Number.POSITIVE_INFINITY) };
const ends: PodBehaviour = { kind: 'ends', startMs: ms(1), lengthMs: ms(2), exitCode: 5 };
const crash = { reason: 'Error', exitCode: 1, message: 'back-off' };
const crashes: PodBehaviour = { kind: 'crashes', startMs: ms(1), lengthMs: ms(2), ...crash };

it.each<{ behaviour: PodBehaviour; seconds: number; stage: object; until?: number }>([
  { behaviour: serves, seconds: 0, stage: { kind: 'starts' }, until: 1 },
  { behaviour: serves, seconds: 1, stage: { kind: 'runs', since: at(1), isReady: false }, until: 3 },
  { behaviour: serves, seconds: 3, stage: { kind: 'runs', since: at(1), isReady: true } },
  { behaviour: never, seconds: 9, stage: { kind: 'runs', since: at(1), isReady: false } },
  { behaviour: ends, seconds: 2, stage: { kind: 'runs', since: at(1), isReady: false }, until: 3 },
  { behaviour: ends, seconds: 3, stage: { kind: 'ended', since: at(1), at: at(3), exitCode: 5 } },
  { behaviour: crashes, seconds: 2, stage: { kind: 'runs', since: at(1), isReady: true }, until: 3 },
  { behaviour: crashes, seconds: 3, stage: { kind: 'backsOff', since: at(1), endedAt: at(3), ...crash } },
  {
    behaviour: { kind: 'unpullable', container: 'main' },
    seconds: 9,
    stage: { kind: 'unpullable', container: 'main' },
  },
])('a pod that $behaviour.kind is, after $seconds s, $stage', ({ behaviour, seconds, stage, until }) => {
  expect(stageAt(behaviour, T0, at(seconds))).toEqual({ stage, ...(until !== undefined && { until: at(until) }) });
});
