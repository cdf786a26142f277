import { expect, it } from 'vitest';
import { explainRun } from '../../src/analysis/explain-run.ts';
import type { AnalysisSpec } from '../../src/resources/analysis-spec.ts';
import type { RunStatus } from '../../src/resources/run-status.ts';
import { metric, ready, result } from '../support/builders.ts';

const two = ready([metric('m', { count: 2 })]);
const stopped = { ...two, terminate: true };

it.each<{ given: string; spec: AnalysisSpec; phase: RunStatus['phase']; count: number; begins: string }>([
  { given: 'nothing measured yet', spec: two, phase: '', count: 0, begins: 'running: m' },
  { given: 'one of two measurements', spec: two, phase: 'Running', count: 1, begins: 'running: m' },
  {
    given: 'an end that was asked for',
    spec: stopped,
    phase: 'Running',
    count: 1,
    begins: 'notEvaluated: the run was',
  },
  { given: 'all measurements', spec: two, phase: 'Successful', count: 2, begins: 'pass: m held' },
])('with $given the sentence begins with "$begins"', ({ spec, phase, count, begins }) => {
  const ofMetric = result('m', { phase: phase === 'Successful' ? phase : 'Running', count, successful: count });
  const status = { phase, metricResults: count === 0 ? [] : [ofMetric] };
  const { sentence } = explainRun(spec, status, new Map(), (text) => text);
  expect(sentence.slice(0, begins.length)).toBe(begins);
});

it.each([
  {
    count: 4,
    sentence:
      'running: m1 has no measurement yet; m2 has no measurement yet; m3 has no measurement yet; m4 has no measurement yet',
  },
  {
    count: 20,
    sentence: 'running: m1 has no measurement yet; m2 has no measurement yet; m3 has no measurement yet; and 17 more',
  },
])('of $count metrics the sentence tells of a few', ({ count, sentence }) => {
  const spec = ready(Array.from({ length: count }, (_, index) => metric(`m${index + 1}`)));
  const explained = explainRun(spec, { phase: '', metricResults: [] }, new Map(), (text) => text);
  expect(explained.sentence).toBe(sentence);
  expect(explained.metrics).toHaveLength(count);
});
