import type { CompletedPhase } from '../../resources/run-status.ts';
import type { Span } from '../terminal/paint.ts';
import { lookOf } from './phase-look.ts';

/** One measurement of a sparkline. */
export interface Point {
  /** Absent for a measurement that is no number. */
  readonly value?: number;
  readonly phase: CompletedPhase;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Stands for a measurement that is no number, such as an error. */
const NO_BAR = '·';

/**
 * Measurements as a row of bars, oldest first, each in the colour of its phase. The scale runs over the measurements and, where
 * there is one, the threshold, so that bars below it are seen to be below it.
 *
 * @param width at most so many of the newest measurements
 */
export function sparkline(points: readonly Point[], threshold: number | undefined, width: number): readonly Span[] {
  const shown = points.slice(-width);
  const scale = scaleOf([...shown.flatMap(({ value }) => finite(value)), ...finite(threshold)]);
  return shown.map(({ value, phase }) => ({ text: barOf(value, scale), format: lookOf(phase).format }));
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

function scaleOf(values: readonly number[]): Scale {
  return { low: Math.min(...values), high: Math.max(...values) };
}

function barOf(value: number | undefined, { low, high }: Scale): string {
  if (value === undefined || Number.isNaN(value)) return NO_BAR;
  // Halved first: the distance of two large numbers may be beyond the largest.
  const span = high / 2 - low / 2;
  const share = span === 0 ? 0.5 : (value / 2 - low / 2) / span;
  const step = Math.round(Math.min(1, Math.max(0, share)) * (BARS.length - 1));
  return BARS[step] ?? NO_BAR;
}

function finite(value: number | undefined): readonly number[] {
  return value !== undefined && Number.isFinite(value) ? [value] : [];
}
