import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { heedEvidence } from '../../src/kube/heed-evidence.ts';

const metric = { name: 'm', successCondition: 'result < {{args.most}}', provider: { web: { url: 'http://x/' } } };
const secret = { name: 'most', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } };

function run(status: JsonObject, spec: JsonObject = {}): JsonObject {
  return { kind: 'AnalysisRun', spec: { metrics: [metric], args: [{ name: 'most', value: '1' }], ...spec }, status };
}

const measured = {
  name: 'm',
  phase: 'Successful',
  count: 1,
  successful: 1,
  measurements: [{ phase: 'Successful', value: '0' }],
};
const endless = { metrics: [{ ...metric, interval: '1m' }], terminate: true };

it.each<{ given: string; run: JsonObject; counts: string }>([
  { given: 'measured', run: run({ phase: 'Successful', metricResults: [measured] }), counts: 'Successful' },
  {
    given: 'measured, with a limit from a Secret',
    run: run({ phase: 'Successful', metricResults: [measured] }, { args: [secret] }),
    counts: 'Successful',
  },
  { given: 'never measured', run: run({ phase: 'Successful' }, { terminate: true }), counts: 'Inconclusive' },
  {
    given: 'stopped before it had what it wanted',
    run: run({ phase: 'Successful', message: 'Run Terminated', metricResults: [measured] }, endless),
    counts: 'Inconclusive',
  },
  {
    given: 'of dry runs only',
    run: run(
      { phase: 'Successful', metricResults: [{ ...measured, dryRun: true }] },
      { dryRun: [{ metricName: '.*' }] },
    ),
    counts: 'Inconclusive',
  },
  { given: 'going on', run: run({ phase: 'Running' }), counts: 'Running' },
  {
    given: 'failed',
    run: run({ phase: 'Failed', metricResults: [{ ...measured, phase: 'Failed' }] }),
    counts: 'Failed',
  },
  { given: 'in error', run: run({ phase: 'Error' }), counts: 'Error' },
])('to those who require evidence, a run that was $given counts as $counts', ({ run: given, counts }) => {
  const seen = heedEvidence(given);
  expect(seen['status']).toMatchObject({ phase: counts });
  expect(heedEvidence(given)).toBe(seen);
  expect({ ...seen, status: given['status'] }).toEqual(given);
});
