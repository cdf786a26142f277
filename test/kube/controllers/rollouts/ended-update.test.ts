import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { type EndedUpdate, endedUpdate } from '../../../../src/kube/controllers/rollouts/ended-update.ts';

const at = (second: number): string => `2026-03-01T10:00:${String(second).padStart(2, '0')}Z`;
const running = { rolloutStartedAt: at(0) };

describe('an update has ended', () => {
  it.each<{ given: string; before: JsonObject; after: JsonObject; then: EndedUpdate | undefined }>([
    { given: 'is none', before: {}, after: {}, then: undefined },
    { given: 'begins', before: {}, after: running, then: undefined },
    { given: 'goes on', before: running, after: running, then: undefined },
    {
      given: 'is promoted',
      before: running,
      after: { ...running, finishedAt: at(30), completionStatus: 'Promoted', totalManualPauseDurationSeconds: 10 },
      then: { status: 'Promoted', total: 30, manualPause: 10 },
    },
    {
      given: 'has ended before',
      before: { ...running, finishedAt: at(30), completionStatus: 'Promoted' },
      after: { ...running, finishedAt: at(30), completionStatus: 'Promoted' },
      then: undefined,
    },
    {
      given: 'gives way in the middle of a pause',
      before: { ...running, manualPauseStartedAt: at(20), totalManualPauseDurationSeconds: 5 },
      after: { rolloutStartedAt: at(30) },
      then: { status: 'Superseded', total: 30, manualPause: 15 },
    },
    {
      given: 'is followed by another after its end',
      before: { ...running, finishedAt: at(10), completionStatus: 'Aborted' },
      after: { rolloutStartedAt: at(30) },
      then: undefined,
    },
  ])('or not, when it $given (rollout.md §14)', ({ before, after, then }) => {
    const rolloutOf = (duration: JsonObject): JsonObject => ({ status: { duration } });
    expect(endedUpdate(rolloutOf(before), rolloutOf(after))).toEqual(then);
  });
});
