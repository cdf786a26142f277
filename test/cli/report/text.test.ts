import { expect, it } from 'vitest';
import { renderText } from '../../../src/cli/report/text.ts';
import { millisOf } from '../../../src/core/instant.ts';
import { metric, reportOf, story } from '../support/story.ts';
import { failed, passed, undecided } from './reports.ts';

it('says the verdict first, then why: measurement, condition with its parts, limits, source and note', () => {
  expect(renderText(failed).split('\n')).toEqual([
    '✗ fail: success-rate failed: 2 failures, 1 allowed; the last value [0.93] did not meet "result[0] >= 0.95"',
    '',
    '✗ success-rate failed: 2 failures, 1 allowed; the last value [0.93] did not meet "result[0] >= 0.95"',
    '  measured  [0.93] at 2026-03-01T10:00:11Z: Failed',
    '  judged    successCondition: result[0] >= 0.95 → false',
    '              result[0] = 0.93',
    '                result = [0.93]',
    '  limits    2 failed, failureLimit 1: exceeded',
    '            2 measured, count 3',
    '  source    http://prometheus:9090/api/v1/query → HTTP 200',
    '  body      {"status":"success"}',
    '  note      the answer was old',
    '',
    '○ errors was stopped before it had an answer, before its limits decided; 1 error in a row; last: connection refused',
    '  measured  no value at 2026-03-01T10:00:01Z: Error',
    '  message   connection refused',
    '  limits    1 error in a row, consecutiveErrorLimit 4',
    '            0 measured, count 3',
    '',
    '○ smoke was never measured',
    '  limits    0 measured, count 1',
    '',
    'run checkout-7d9f · namespace shop · from success-rate · phase Failed · took 0:11 · verdict 0.1.0',
    'exit code 1',
    '',
  ]);
});

it('uses colours only where it is given some', () => {
  const coloured = renderText(passed, (format, text) => `<${format}>${text}</${format}>`);
  expect(coloured).toContain('<bold><green>✓ pass: ');
  expect(coloured.replace(/<\/?\w+>/g, '')).toBe(renderText(passed));
});

it('says of a dry run that it does not count', () => {
  expect(renderText(undecided)).toMatch(/^✗ dry .*\(dry run: does not count\)$/m);
});

it('does not show a metric that was stopped half-way as one that held', () => {
  const half = reportOf(
    story(
      [
        metric('bad', { successCondition: 'false', count: 1 }),
        metric('slow', { interval: millisOf(10_000), count: 3 }),
      ],
      [
        { metric: 'slow', at: 1, phase: 'Successful', text: '1' },
        { metric: 'bad', at: 2, phase: 'Failed', text: '1' },
      ],
    ),
    1,
  );
  expect(renderText(half)).toContain('\n○ slow was stopped after 1 measurement, before its limits decided\n');
});
