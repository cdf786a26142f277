import type { Run } from '../../../src/dashboard/api/wire.ts';

/** A run that has just been asked for. */
export function aRun(): Run {
  return {
    id: '0b0ef0c5-7ad9-4c0f-9d30-3a3e3f6d4f6a',
    namespace: 'default',
    name: 'gate-1',
    labels: { team: 'shop' },
    source: ['gate'],
    verdict: null,
    phase: '',
    sentence: '',
    attempt: 1,
    isTerminating: false,
    createdAt: '2026-03-01T12:00:00.000Z',
    startedAt: null,
    endedAt: null,
    args: [],
    spec: {},
    status: {},
    explanation: null,
  };
}
