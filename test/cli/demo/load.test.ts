import { expect, it } from 'vitest';
import { type Impact, impactOf, type Load, type LoadPart } from '../../../src/cli/demo/load.ts';
import { instantOf } from '../../../src/core/instant.ts';

const part = (version: string, perSecond: number, errors = 0): LoadPart => ({ version, perSecond, errors });

/** Ten seconds each. */
function loads(...parts: readonly (readonly LoadPart[])[]): readonly Load[] {
  return parts.map((list, index) => ({
    from: instantOf(index * 10_000),
    to: instantOf((index + 1) * 10_000),
    parts: list,
  }));
}

it.each<{ title: string; given: readonly Load[]; impact: Impact }>([
  { title: 'nothing', given: [], impact: { requests: 0, had: 0, failed: 0 } },
  {
    title: 'a version that does well',
    given: loads([part('old', 90), part('new', 10, 0.01)], [part('new', 100, 0.01)]),
    impact: { requests: 2000, had: 1100, failed: 11 },
  },
  {
    title: 'one that fails and is taken back',
    given: loads(
      [part('old', 90), part('new', 10)],
      [part('old', 50), part('new', 50, 0.2)],
      [part('old', 100), part('new', 0)],
    ),
    impact: {
      requests: 3000,
      had: 600,
      failed: 100,
      breachAt: instantOf(10_000),
      untilZero: 10_000 as Impact['untilZero'] & number,
    },
  },
  {
    title: 'one that fails and stays',
    given: loads([part('old', 100)], [part('new', 100, 0.2)]),
    impact: { requests: 2000, had: 1000, failed: 200, breachAt: instantOf(10_000) },
  },
  {
    title: 'one that would fail but has no requests',
    given: loads([part('old', 100), part('new', 0, 0.9)]),
    impact: { requests: 1000, had: 0, failed: 0 },
  },
  {
    title: 'one whose errors are within what is allowed',
    given: loads([part('new', 100, 0.05)], [part('old', 100)]),
    impact: { requests: 2000, had: 1000, failed: 50 },
  },
])('what $title means for the users', ({ given, impact }) => {
  expect(impactOf('new', given, 0.05)).toEqual(impact);
});
