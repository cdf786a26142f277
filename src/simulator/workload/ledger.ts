import type { Instant } from '../../core/instant.ts';
import type { Flow } from './flow.ts';

/** What happened from one moment to another. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly flow: Flow;
}

/** Which requests there were between two moments. Numbers of requests have fractions. */
export interface Tally {
  /** By revision; those with running pods that got none are there with 0. */
  readonly revisions: ReadonlyMap<string, RevisionTally>;
  readonly unserved: number;
}

export interface RevisionTally {
  readonly requests: number;
  /** Of all requests, served or not; 0 where there were none. */
  readonly share: number;
  /** Those answered with a code of 500 or above. */
  readonly errors: number;
}

/**
 * Counts exactly what flowed.
 *
 * @param stream  count only the requests of one stream
 */
export function tallyOf(spans: readonly Span[], stream?: string): Tally {
  const counts = new Map<string, { requests: number; errors: number }>();
  let unserved = 0;
  for (const { from, to, flow } of spans) {
    const seconds = (to - from) / 1000;
    unserved += seconds * rate(flow.unserved, stream);
    for (const { revision, perSecond, behaviour } of flow.revisions) {
      const before = counts.get(revision) ?? { requests: 0, errors: 0 };
      const requests = seconds * rate(perSecond, stream);
      counts.set(revision, {
        requests: before.requests + requests,
        errors: before.errors + requests * errorShare(behaviour.codes),
      });
    }
  }
  const total = counts.values().reduce((sum, { requests }) => sum + requests, unserved);
  const revisions = [...counts].map(
    ([revision, count]) => [revision, { ...count, share: total === 0 ? 0 : count.requests / total }] as const,
  );
  return { revisions: new Map(revisions), unserved };
}

function rate(perSecond: ReadonlyMap<string, number>, stream?: string): number {
  if (stream !== undefined) return perSecond.get(stream) ?? 0;
  return perSecond.values().reduce((a, b) => a + b, 0);
}

function errorShare(codes: Readonly<Record<string, number>>): number {
  return Object.entries(codes).reduce((sum, [code, share]) => (Number(code) >= 500 ? sum + share : sum), 0);
}
