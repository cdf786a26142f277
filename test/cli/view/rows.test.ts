import { expect, it } from 'vitest';
import { plain } from '../../../src/cli/terminal/paint.ts';
import { widthOf } from '../../../src/cli/terminal/width.ts';
import { renderRows } from '../../../src/cli/view/rows.ts';
import { firstState, nextState, type ViewState } from '../../../src/cli/view/view-state.ts';
import { millisOf } from '../../../src/core/instant.ts';
import { at, metric, type Step, story } from '../support/story.ts';
import { release } from './release.ts';

function stateAfter([first, ...rest]: readonly Step[]): ViewState {
  if (first === undefined) throw new Error('a story has at least one step');
  const begun = firstState('checkout-7d9f', first.progress, first.explanation);
  return rest.reduce<ViewState>((state, { progress, explanation }) => nextState(state, progress, explanation), begun);
}

function frame(columns: number, rows = 24, steps = release, second = 33): readonly string[] {
  return renderRows(stateAfter(steps), { columns, rows }, at(second), plain);
}

it('shows every metric with phase, value, sparkline against its threshold, counts against limits and time to the next look', () => {
  expect(frame(100)).toEqual([
    'checkout-7d9f  ● Running  0:33  1 of 4 metrics decided',
    '✓ Successful  success-rate          0.99  █▁▄▇█ ≥ 0.95  5/5 · failed 1/1',
    '● Running     error-rate (dry run)  0.08  ▁▄█ ≤ 0.05    3/10 · failed 1/3  in 0:04',
    '● Running     latenz-数据中心             · < 300       0/3 · errors 1/4   now',
    '  Get "http://10.0.0.1/": dial tcp 10.0.0.1:80: connect: connection refused\\x1b[2J',
    '○ Pending     smoke                                     0/1                in 0:57',
  ]);
});

it('at sixty columns says phases by their sign and leaves sparklines out', () => {
  expect(frame(60)).toEqual([
    'checkout-7d9f  ● Running  0:33  1 of 4 metrics decided',
    '✓  success-rate          0.99  5/5 · failed 1/1',
    '●  error-rate (dry run)  0.08  3/10 · failed 1/3  in 0:04',
    '●  latenz-数据中心             0/3 · errors 1/4   now',
    '  Get "http://10.0.0.1/": dial tcp 10.0.0.1:80: connect: co…',
    '○  smoke                       0/1                in 0:57',
  ]);
});

it('at thirty columns keeps sign, name, value and count', () => {
  expect(frame(30)).toEqual([
    'checkout-7d9f  ● Running  0:3…',
    '✓  success-rate     0.99  5/5',
    '●  error-rate (dr…  0.08  3/10',
    '●  latenz-数据中心        0/3',
    '  Get "http://10.0.0.1/": dia…',
    '○  smoke                  0/1',
  ]);
});

it('is never wider nor higher than the terminal', () => {
  for (let columns = 4; columns <= 140; columns++) {
    for (const line of frame(columns)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  }
  for (let rows = 2; rows <= 8; rows++) expect(frame(80, rows).length).toBeLessThanOrEqual(rows);
});

it('with too few lines shows what is bad or goes on, and counts the rest', () => {
  expect(frame(80, 4)).toEqual([
    'checkout-7d9f  ● Running  0:33  1 of 4 metrics decided',
    '● Running  error-rate (dry run)  0.08  ▁▄█ ≤ 0.05  3/10 · failed 1/3  in 0:04',
    '○ Pending  smoke                                   0/1                in 0:57',
    '… 2 more',
  ]);
});

it('counts the time until the next look down and says when it is taken', () => {
  expect([26, 36.1, 36.9, 37, 40].map((second) => frame(100, 24, release, second)[2]?.split('  ').at(-1))).toEqual([
    'in 0:11',
    'in 0:01',
    'in 0:01',
    'now',
    'now',
  ]);
});

it('before anything was measured says so by its phases', () => {
  expect(frame(80, 24, release.slice(0, 1), 0)).toEqual([
    'checkout-7d9f  ● Running  0:00  0 of 4 metrics decided',
    '○ Pending  success-rate          0/5   now',
    '○ Pending  error-rate (dry run)  0/10  now',
    '○ Pending  latenz-数据中心       0/3   now',
    '○ Pending  smoke                 0/1   in 1:30',
  ]);
});

it('takes the sparkline of a run that was taken up again from its status', () => {
  const last = release.slice(-1);
  expect(frame(100, 24, last)[1]).toBe('✓ Successful  success-rate          0.99  █▁▄▇█ ≥ 0.95  5/5 · failed 1/1');
});

it('waits as long as the backend asked', () => {
  const steps = story(
    [metric('m', { interval: millisOf(10_000), count: 2 })],
    [{ metric: 'm', at: 1, phase: 'Successful', text: '7' }],
  );
  const last = steps.at(-1);
  if (last === undefined) throw new Error('a story has at least one step');
  const progress = { ...last.progress, memory: new Map([['m', { notBefore: at(61) }]]) };
  const state = firstState('r', progress, last.explanation);
  expect(renderRows(state, { columns: 80, rows: 9 }, at(1), plain)[1]).toBe('● Running  m  7  ▅  1/2  in 1:00');
});

it('a name from a file cannot steer the terminal', () => {
  const steps = story([metric('bad\u001b[2Jname\n')], []);
  expect(frame(80, 24, steps).join('\n')).toContain('bad\\x1b[2Jname\\n');
});

it('of an answer with many parts shows the number that was compared', () => {
  const steps = story(
    [metric('latency', { successCondition: 'result.p95 < 200', interval: millisOf(10_000), count: 3 })],
    [
      { metric: 'latency', at: 1, phase: 'Successful', text: '{"p50":20,"p95":187}', value: { p50: 20, p95: 187 } },
      { metric: 'latency', at: 11, phase: 'Failed', text: '{"p50":20,"p95":250}', value: { p50: 20, p95: 250 } },
    ],
  );
  expect(frame(80, 24, steps, 12)[1]).toBe('✗ Failed  latency  250  ▁█ < 200  2/3 · failed 1/0');
});
