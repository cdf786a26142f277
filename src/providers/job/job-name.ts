import { createHash } from 'node:crypto';

/** The job controller puts a Job's name into labels of its pods, which take no more. */
const LONGEST = 63;

/**
 * The names for the Job of one measurement, first choice first: `<run uid>.<metric>.<number>`, cut to 63 characters by
 * shortening the metric (providers.md §5). Where it had to be cut there is a second choice, which ends the shortened metric
 * in a hash, for the case that the first is taken by another metric of the run that begins alike
 * (docs/decisions/0002).
 */
export function jobNames(runUid: string, metric: string, number: number): readonly [string, ...string[]] {
  const whole = `${runUid}.${metric}.${number}`;
  if (whole.length <= LONGEST) return [whole];
  const room = Math.max(0, metric.length - (whole.length - LONGEST));
  const hash = createHash('sha256').update(metric).digest('hex').slice(0, 8);
  const nameWith = (shortened: string): string => `${runUid}.${shortened}.${number}`;
  return [nameWith(metric.slice(0, room)), nameWith(`${metric.slice(0, Math.max(0, room - hash.length - 1))}-${hash}`)];
}

/** The number a Job's name ends in; 0 for a name that ends otherwise. */
export function numberIn(jobName: string): number {
  return Number(/\.(\d+)$/.exec(jobName)?.[1] ?? 0);
}
