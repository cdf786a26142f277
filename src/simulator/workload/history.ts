import type { Instant } from '../../core/instant.ts';
import { keyOf, type Labels } from './series/labels.ts';
import { LOOKBACK_MS, type Sample, type Series } from './series/series.ts';

/** What a series does from a moment on. */
export type Course =
  | { readonly kind: 'counter'; readonly labels: Labels; readonly perSecond: number }
  | { readonly kind: 'gauge'; readonly labels: Labels; readonly value: number };

/** When a Prometheus would have looked, and for how long what it saw is kept. */
export interface Keeping {
  /** The first scrape. Rounded down to a whole millisecond. */
  readonly startAt: Instant;
  /** Milliseconds between scrapes, a whole number. */
  readonly scrapeIntervalMs: number;
  /** What lies further back is forgotten. */
  readonly retentionMs: number;
}

/** A straight piece of a series: from a moment up to, but not with, another one. Absent: it goes on. */
interface Piece {
  readonly from: number;
  to?: number;
  /** At `from`. */
  readonly value: number;
  readonly perMs: number;
}

interface Track {
  readonly labels: Labels;
  /** Oldest first, none empty, never overlapping. */
  readonly pieces: Piece[];
}

/** The most pieces kept of a series, however often its course changes. */
const MOST_PIECES = 2_000;

/**
 * Series as functions of time. Only where a course changes is anything kept; what a scrape would have brought is worked out when asked
 * for, so that nothing runs in between. A series that is not told of any more ends, as if its target was gone.
 */
export class History {
  readonly #keeping: Keeping;
  readonly #origin: number;
  readonly #tracks = new Map<string, Track>();
  #newest = Number.NEGATIVE_INFINITY;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
    this.#origin = Math.floor(keeping.startAt);
  }

  /** All that is true from a moment on. Counters go on from where they stand. A moment before that of the last call counts as that one. */
  follow(courses: readonly Course[], moment: Instant): void {
    const now = Math.max(moment, this.#newest);
    this.#newest = now;
    const told = new Set<string>();
    for (const course of courses) {
      const key = keyOf(course.labels);
      told.add(key);
      const track = this.#tracks.get(key) ?? { labels: course.labels, pieces: [] };
      this.#tracks.set(key, track);
      proceed(track.pieces, course, now);
    }
    for (const [key, track] of this.#tracks) {
      if (!told.has(key)) end(track.pieces, now);
      forget(track.pieces, now - this.#keeping.retentionMs);
      if (track.pieces.length === 0) this.#tracks.delete(key);
    }
  }

  /** The series as they are known at `now`. */
  series(now: Instant): readonly Series[] {
    const byKey = [...this.#tracks].sort(([a], [b]) => (a < b ? -1 : 1));
    return byKey.map(([, { labels, pieces }]) => ({
      labels,
      latest: (at) => this.#latest(pieces, at, now),
      within: (from, to) => this.#within(pieces, from, Math.min(to, now)),
    }));
  }

  #latest(pieces: readonly Piece[], at: number, now: number): number | undefined {
    const scrape = this.#scrapeBefore(Math.min(at, now));
    if (scrape < this.#origin || scrape < at - LOOKBACK_MS) return undefined;
    const piece = pieces.findLast(({ from }) => from <= scrape);
    return piece === undefined || scrape >= endOf(piece) ? undefined : valueAt(piece, scrape);
  }

  #within(pieces: readonly Piece[], from: number, to: number): readonly Sample[] {
    const { scrapeIntervalMs } = this.#keeping;
    const samples: Sample[] = [];
    for (const piece of pieces) {
      const first = this.#scrapeAfter(Math.max(from, piece.from, this.#origin));
      for (let at = first; at <= to && at < endOf(piece); at += scrapeIntervalMs) {
        samples.push({ at, value: valueAt(piece, at) });
      }
    }
    return samples;
  }

  /** The scrape at a moment or the last one before it. */
  #scrapeBefore(moment: number): number {
    const { scrapeIntervalMs } = this.#keeping;
    return this.#origin + Math.floor((moment - this.#origin) / scrapeIntervalMs) * scrapeIntervalMs;
  }

  /** The scrape at a moment or the first one after it. */
  #scrapeAfter(moment: number): number {
    const { scrapeIntervalMs } = this.#keeping;
    return this.#origin + Math.ceil((moment - this.#origin) / scrapeIntervalMs) * scrapeIntervalMs;
  }
}

function proceed(pieces: Piece[], course: Course, now: number): void {
  const last = pieces.at(-1);
  const isOpen = last !== undefined && last.to === undefined;
  const stands = last === undefined ? 0 : valueAt(last, Math.min(now, endOf(last)));
  const next =
    course.kind === 'gauge'
      ? { from: now, value: course.value, perMs: 0 }
      : { from: now, value: stands, perMs: course.perSecond / 1000 };
  if (isOpen && last.perMs === next.perMs && (course.kind === 'counter' || last.value === next.value)) return;
  end(pieces, now);
  pieces.push(next);
}

/** Ends what goes on; of a piece that would be empty nothing is left. */
function end(pieces: Piece[], now: number): void {
  const last = pieces.at(-1);
  if (last === undefined || last.to !== undefined) return;
  if (last.from >= now) pieces.pop();
  else last.to = now;
}

function forget(pieces: Piece[], before: number): void {
  const old = pieces.findIndex((piece) => endOf(piece) > before);
  const kept = old === -1 ? 0 : pieces.length - old;
  pieces.splice(0, pieces.length - Math.min(kept, MOST_PIECES));
}

function endOf({ to }: Piece): number {
  return to ?? Number.POSITIVE_INFINITY;
}

function valueAt({ from, value, perMs }: Piece, at: number): number {
  return value + perMs * (at - from);
}
