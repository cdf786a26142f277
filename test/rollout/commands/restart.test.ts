import { expect, it } from 'vitest';
import { restartRollout } from '../../../src/rollout/commands/restart.ts';
import { T0 } from '../../support/builders.ts';

it.each([
  { delay: '0s', restartAt: '2026-03-01T10:00:00Z' },
  { delay: '1h30m', restartAt: '2026-03-01T11:30:00Z' },
  { delay: '1.5s', restartAt: '2026-03-01T10:00:01Z' },
])('a restart in $delay is at $restartAt', ({ delay, restartAt }) => {
  const on = { kind: 'Rollout', name: 'web' };
  expect(restartRollout('web', delay, T0)).toEqual({ kind: 'patch', on, patch: { spec: { restartAt } } });
});

it.each([
  { delay: 'soon', error: 'time: invalid duration "soon"' },
  { delay: '1d', error: 'time: unknown unit "d" in duration "1d"' },
  { delay: '-10s', error: 'the time before a restart is not negative: "-10s"' },
])('a restart in $delay is refused', ({ delay, error }) => {
  expect(() => restartRollout('web', delay, T0)).toThrow(error);
});
