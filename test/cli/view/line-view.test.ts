import { expect, it } from 'vitest';
import { createLineView } from '../../../src/cli/view/line-view.ts';
import { at, clockAt, metric, reportOf, type Step, story } from '../support/story.ts';
import { release } from './release.ts';

function linesOf(steps: readonly Step[], exitCode = 1): readonly string[] {
  let written = '';
  const view = createLineView(
    { write: (text) => (written += text) },
    clockAt(() => at(5)),
  );
  for (const { progress, explanation } of steps) view.show(progress, explanation);
  view.note('Ctrl-C stops the run');
  view.end(reportOf(steps, exitCode));
  return written.split('\n');
}

it('says each look, each decision, each note and the end on a line of its own', () => {
  const steps = story(
    [metric('errors', { failureCondition: 'result > 0.05' })],
    [{ metric: 'errors', at: 1.25, phase: 'Failed', text: '0.41', value: 0.41, note: 'judged as text' }],
  );
  expect(linesOf(steps)).toEqual([
    '2026-03-01T10:00:01.250Z measurement metric=errors phase=Failed value=0.41 note="judged as text" failed=1/0 count=1',
    '2026-03-01T10:00:01.250Z metric      metric=errors phase=Failed why="errors failed: 1 failure, 0 allowed; the last value 0.41 met the failureCondition \\"result > 0.05\\""',
    '2026-03-01T10:00:05.000Z note        text="Ctrl-C stops the run"',
    '2026-03-01T10:00:01.250Z run         run=checkout-7d9f verdict=fail phase=Failed exitCode=1 why="fail: errors failed: 1 failure, 0 allowed; the last value 0.41 met the failureCondition \\"result > 0.05\\""',
    '',
  ]);
});

it('can be searched for one metric, and shows each look once', () => {
  const lines = linesOf(release).filter((line) => line.includes(' measurement metric=success-rate '));
  expect(lines.map((line) => line.slice(40))).toEqual(
    [
      'success-rate phase=Successful value=[0.991] count=1/5',
      'success-rate phase=Failed value=[0.93] failed=1/1 count=2/5',
      'success-rate phase=Successful value=[0.96] failed=1/1 count=3/5',
      'success-rate phase=Successful value=[0.98] failed=1/1 count=4/5',
      'success-rate phase=Successful value=[0.99] failed=1/1 count=5/5',
    ].map((line) => expect.stringContaining(line)),
  );
});

it('writes out whatever a backend sends to steer a terminal', () => {
  expect(linesOf(release).find((line) => line.includes('refused'))).toContain(
    'message="Get \\"http://10.0.0.1/\\": dial tcp 10.0.0.1:80: connect: connection refused\\u001b[2J"',
  );
});
