import { expect, it } from 'vitest';
import { renderJunit } from '../../../src/cli/report/junit.ts';
import { printable } from '../../../src/cli/terminal/printable.ts';
import { failed, HOSTILE, hostile, passed, stopped, undecided } from './reports.ts';
import { readXml, type Tag } from './xml.ts';

function casesOf(xml: string): readonly string[] {
  const suite = readXml(xml).children[0];
  const cases = suite?.children.filter(({ name }) => name === 'testcase') ?? [];
  return cases.map(({ attributes, children }) => `${attributes['name']}: ${children.map(({ name }) => name).join()}`);
}

it.each([
  { given: 'passed', report: passed, cases: ['success-rate: system-out'], sums: '0 0 0' },
  {
    given: 'failed',
    report: failed,
    cases: ['success-rate: failure', 'errors: skipped', 'smoke: skipped'],
    sums: '1 0 2',
  },
  { given: 'is undecided', report: undecided, cases: ['latency: failure', 'dry: skipped'], sums: '1 0 1' },
  { given: 'was stopped', report: stopped, cases: ['slow: skipped', 'verdict: error'], sums: '0 1 1' },
])('a run that $given has a case a metric and is green only when it passed', ({ report, cases, sums }) => {
  const xml = renderJunit(report);
  expect(casesOf(xml)).toEqual(cases);
  const { attributes } = readXml(xml);
  expect([attributes['failures'], attributes['errors'], attributes['skipped']].join(' ')).toBe(sums);
  expect(Number(attributes['tests'])).toBe(cases.length);
});

it('says why in the message and in the text of a case', () => {
  const failure = find(readXml(renderJunit(failed)), 'failure');
  expect(failure?.attributes['message']).toMatch(/^success-rate failed: 2 failures, 1 allowed; /);
  expect(failure?.attributes['type']).toBe('Failed');
  expect(failure?.text).toContain('result[0] = 0.93');
});

it('is well-formed whatever a backend says, and says it', () => {
  const failure = find(readXml(renderJunit(hostile)), 'failure');
  expect(failure?.text).toContain(printable(HOSTILE));
});

function find(tag: Tag, name: string): Tag | undefined {
  if (tag.name === name) return tag;
  return tag.children.map((child) => find(child, name)).find((found) => found !== undefined);
}
