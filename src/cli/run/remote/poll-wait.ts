import { wakeAt } from '../../../analysis/schedule.ts';
import { type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import type { Resolved } from '../../../template/resolved.ts';

const SHORTEST_MS = 1_000;
/** While measurements are under way. */
const LONGEST_UNDER_WAY_MS = 15_000;
/** The service lets a question wait for a minute; much that stands before services gives up just then. */
const LONGEST_MS = 50_000;
/** A measurement takes a moment. */
const TO_MEASURE_MS = 500;

/**
 * How long the service may let the next question wait, so that measurements are shown soon after they were taken. It answers at once when the run has ended.
 *
 * @param idle how many answers in a row brought nothing new
 */
export function pollWait({ spec }: Resolved, status: RunStatus, now: Instant, idle: number): Millis {
  const next = spec.kind === 'ready' ? wakeAt(spec, status, now) : undefined;
  const untilNext = next === undefined || next <= now ? 0 : next - now + TO_MEASURE_MS;
  const underWay = Math.min(LONGEST_UNDER_WAY_MS, SHORTEST_MS * 2 ** idle);
  return millisOf(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, untilNext === 0 ? underWay : untilNext)));
}
