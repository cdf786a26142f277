import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { RENDERERS } from '../../../src/cli/report/renderers.ts';
import { REPORT_FORMATS } from '../../../src/cli/report/report-formats.ts';
import { isPrintable } from '../../../src/cli/terminal/printable.ts';
import { reportToJson } from '../../../src/runner/report/report-json.ts';
import { failed, hostile, passed, stopped, undecided } from './reports.ts';

const REPORTS = { passed, failed, undecided, stopped, hostile };

it.each(REPORT_FORMATS)('nothing a backend says in %s can steer a terminal', (format) => {
  const text = RENDERERS[format](hostile);
  expect(text.split('\n').filter((line) => !isPrintable(line))).toEqual([]);
});

it.each(REPORT_FORMATS)('%s ends with one newline', (format) => {
  expect(RENDERERS[format](failed)).toMatch(/[^\n]\n$/);
});

it.each(Object.entries(REPORTS))('JSON and YAML of a run that %s hold the same', (_name, report) => {
  const data = reportToJson(report);
  expect(JSON.parse(RENDERERS.json(report))).toEqual(data);
  expect(parse(RENDERERS.yaml(report))).toEqual(data);
  expect(parse(RENDERERS.yaml(report), { version: '1.1' })).toEqual(data);
});

it('data holds verdict, exit code, sentence, the reasons and the status as upstream stores it', () => {
  expect(reportToJson(failed)).toMatchObject({
    kind: 'VerdictReport',
    version: 1,
    verdict: 'fail',
    exitCode: 1,
    phase: 'Failed',
    message: 'Metric "success-rate" assessed Failed due to failed (2) > failureLimit (1)',
    run: { name: 'checkout-7d9f', startedAt: '2026-03-01T10:00:00.000Z', endedAt: '2026-03-01T10:00:11.000Z' },
    metrics: [
      {
        name: 'success-rate',
        phase: 'Failed',
        dryRun: false,
        deciding: {
          phase: 'Failed',
          value: '[0.93]',
          finishedAt: '2026-03-01T10:00:11.000Z',
          conditions: [{ which: 'successCondition', text: 'result[0] >= 0.95', outcome: 'false' }],
          source: { status: 200 },
          note: 'the answer was old',
        },
        limits: [{ limit: 'failureLimit', had: 2, allowed: 1, isHit: true }, {}, {}, {}, {}],
      },
      { name: 'errors' },
      { name: 'smoke', limits: [{}, {}, {}, {}, { limit: 'count', had: 0, allowed: 1, isHit: false }] },
    ],
    status: { phase: 'Failed', runSummary: { count: 3, successful: 1, failed: 1 } },
    producedBy: { name: 'verdict', version: '0.1.0' },
  });
});
