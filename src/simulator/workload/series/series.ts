import type { Labels } from './labels.ts';

/** What one scrape brought of a series. */
export interface Sample {
  /** Milliseconds since 1970, a whole number. */
  readonly at: number;
  readonly value: number;
}

/** One series of a Prometheus, its samples told on demand. Moments are milliseconds since 1970. */
export interface Series {
  readonly labels: Labels;
  /** Its newest value at a moment; undefined where the newest scrape did not bring it, or is too long ago. */
  latest(at: number): number | undefined;
  /** The samples between two moments, both included, oldest first. */
  within(from: number, to: number): readonly Sample[];
}

/** How far back Prometheus looks for the newest value of a series, in milliseconds. */
export const LOOKBACK_MS = 300_000;
