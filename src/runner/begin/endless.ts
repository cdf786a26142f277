import { Fault } from '../../core/fault.ts';
import type { Metric, ReadySpec } from '../../resources/analysis-spec.ts';
import type { Words } from './words.ts';

/**
 * Refuses a run that nothing but a failure would end, unless it has a time limit: a pipeline would hang on it while all is well.
 *
 * @throws Fault USAGE_INVALID naming the metrics
 */
export function refuseEndless(spec: ReadySpec, hasTimeout: boolean, words: Pick<Words, 'timeout'>): void {
  const endless = spec.terminate || hasTimeout ? [] : spec.metrics.filter((metric) => !endsByItself(metric));
  if (endless.length === 0) return;
  const names = endless.map(({ name }) => `"${name}"`).join(', ');
  const [subject, verb] = endless.length === 1 ? ['metric', 'has'] : ['metrics', 'have'];
  throw new Fault(
    'USAGE_INVALID',
    `${subject} ${names} ${verb} an interval but no count, and so would measure for ever. Give the run an end with ${words.timeout}, or the metric a count.`,
    { metrics: endless.map(({ name }) => name) },
  );
}

/**
 * True for a metric that comes to an end whatever its backend answers: it has all measurements it wants, or it gets
 * its streak of successes before it has failed too often. With failures unlimited, a streak may never come.
 */
export function endsByItself({ count, consecutiveSuccessLimit, failureLimit }: Metric): boolean {
  return count !== undefined || (consecutiveSuccessLimit !== 'off' && failureLimit !== 'off');
}
