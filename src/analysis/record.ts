import type { Instant } from '../core/instant.ts';
import type { ReadySpec } from '../resources/analysis-spec.ts';
import {
  type CompletedPhase,
  isCompleted,
  type Measurement,
  type MetricResult,
  type RunStatus,
} from '../resources/run-status.ts';
import { type Judged, judgeRun } from './judge-run.ts';
import { trim } from './retain.ts';
import type { Answer, Measured, Sample } from './sample.ts';
import { isInFlight, resultOf } from './schedule.ts';

/**
 * Takes in what was measured, one sample or many, and judges the run on it.
 * Samples of one pass may come together or one by one; stops (`terminate`) of one pass come together, because the run ends with them.
 *
 * @param now when they are judged
 */
export function record(spec: ReadySpec, status: RunStatus, samples: readonly Sample[], now: Instant): Judged {
  const measured = samples.filter((sample) => sample.kind === 'measured');
  const collected = samples.filter((sample) => sample.kind === 'collected');
  const taken = measured.reduce((before, sample) => takeIn(spec, before, sample), status);
  const stopped = new Set(measured.filter(({ look }) => look === 'terminate').map(({ metric }) => metric));
  const judged =
    measured.length === 0 || isCompleted(status.phase)
      ? { status: taken, events: [] }
      : judgeRun(spec, taken, stopped, now);
  return { status: trim(judged.status, collected), events: judged.events };
}

function takeIn(spec: ReadySpec, status: RunStatus, sample: Measured): RunStatus {
  const known = resultOf(status, sample.metric);
  const result = withMeasurement(known ?? firstResult(spec, sample), sample);
  const metricResults = known
    ? status.metricResults.map((other) => (other === known ? result : other))
    : [...status.metricResults, result];
  return { ...status, metricResults };
}

function firstResult(spec: ReadySpec, { metric, metricMetadata }: Measured): MetricResult {
  const none = {
    count: 0,
    successful: 0,
    failed: 0,
    inconclusive: 0,
    error: 0,
    consecutiveError: 0,
    consecutiveSuccess: 0,
  };
  const hasMetadata = metricMetadata !== undefined && Object.keys(metricMetadata).length > 0;
  return {
    name: metric,
    phase: 'Running',
    measurements: [],
    ...none,
    dryRun: spec.dryRun.has(metric),
    ...(hasMetadata && { metadata: metricMetadata }),
  };
}

function withMeasurement(result: MetricResult, sample: Measured): MetricResult {
  const last = result.measurements.at(-1);
  const goesOn = sample.look !== 'start' && last !== undefined && isInFlight(last);
  const measurement = answered(goesOn ? last : { phase: '', startedAt: sample.startedAt }, sample);
  const earlier = goesOn ? result.measurements.slice(0, -1) : result.measurements;
  const measurements = [...earlier, measurement];
  return sample.answer.kind === 'ended'
    ? count({ ...result, measurements }, sample.answer.phase)
    : { ...result, measurements };
}

function answered(measurement: Measurement, { answer, look, finishedAt }: Measured): Measurement {
  const message = messageOf(answer, look) ?? measurement.message;
  const value = (answer.kind === 'ended' ? answer.value : undefined) ?? measurement.value;
  const metadata = answer.metadata ?? measurement.metadata;
  // What a provider leaves as `resumeAt` stays when the measurement ends: that is upstream's stored shape.
  const resumeAt = (answer.kind === 'pending' ? answer.resumeAt : undefined) ?? measurement.resumeAt;
  return {
    phase: answer.phase,
    ...(message !== undefined && message !== '' && { message }),
    ...(value !== undefined && value !== '' && { value }),
    ...(measurement.startedAt !== undefined && { startedAt: measurement.startedAt }),
    ...(answer.kind === 'ended' && { finishedAt }),
    ...(resumeAt !== undefined && { resumeAt }),
    ...(metadata !== undefined && { metadata }),
  };
}

function messageOf(answer: Answer, look: Measured['look']): string | undefined {
  const wasStopped = look === 'terminate' && (answer.phase === 'Successful' || answer.phase === 'Inconclusive');
  return wasStopped ? 'Metric Terminated' : answer.message;
}

// An error does not count toward `count`: three answers means three answers, however often the backend was down between.
function count(result: MetricResult, phase: CompletedPhase): MetricResult {
  switch (phase) {
    case 'Successful':
      return {
        ...answeredOnce(result),
        successful: result.successful + 1,
        consecutiveSuccess: result.consecutiveSuccess + 1,
      };
    case 'Failed':
      return { ...answeredOnce(result), failed: result.failed + 1, consecutiveSuccess: 0 };
    case 'Inconclusive':
      return { ...answeredOnce(result), inconclusive: result.inconclusive + 1, consecutiveSuccess: 0 };
    case 'Error':
      return {
        ...result,
        error: result.error + 1,
        consecutiveError: result.consecutiveError + 1,
        consecutiveSuccess: 0,
      };
  }
}

function answeredOnce(result: MetricResult): MetricResult {
  return { ...result, count: result.count + 1, consecutiveError: 0 };
}
