import type { Measurement, MetricResult, RunStatus } from '../../resources/run-status.ts';

const COUNTERS = [
  'count',
  'successful',
  'failed',
  'inconclusive',
  'error',
  'consecutiveError',
  'consecutiveSuccess',
] as const;

/** Where two ends of one run differ, each difference in a sentence; `recorded` comes first in it. Times of the run as a whole are left out. */
export function differencesOf(recorded: RunStatus, replayed: RunStatus): readonly string[] {
  return [
    ...unlike('phase', recorded.phase, replayed.phase),
    ...unlike('message', recorded.message, replayed.message),
    ...recorded.metricResults.flatMap((result) =>
      metricDifferences(
        result,
        replayed.metricResults.find(({ name }) => name === result.name),
      ),
    ),
    ...replayed.metricResults
      .filter(({ name }) => !recorded.metricResults.some((result) => result.name === name))
      .map(({ name }) => `metric "${name}": not recorded, but there when replayed`),
  ];
}

function metricDifferences(recorded: MetricResult, replayed: MetricResult | undefined): readonly string[] {
  const metric = `metric "${recorded.name}"`;
  if (replayed === undefined) return [`${metric}: recorded, but not there when replayed`];
  return [
    ...unlike(`${metric}: phase`, recorded.phase, replayed.phase),
    ...unlike(`${metric}: message`, recorded.message, replayed.message),
    ...COUNTERS.flatMap((counter) => unlike(`${metric}: ${counter}`, recorded[counter], replayed[counter])),
    ...measurementDifferences(metric, recorded.measurements, replayed.measurements),
  ];
}

// A clean-up that failed leaves more measurements behind than a replay has, so the newest are compared.
function measurementDifferences(
  metric: string,
  recorded: readonly Measurement[],
  replayed: readonly Measurement[],
): readonly string[] {
  const shared = Math.min(recorded.length, replayed.length);
  if (shared === 0) return [];
  const [before, after] = [recorded.slice(-shared), replayed.slice(-shared)];
  return before.flatMap((measurement, index) => {
    const other = after[index];
    const place = `${metric}: measurement ${index + 1} of the newest ${shared}`;
    return ['phase', 'value', 'message', 'startedAt', 'finishedAt'].flatMap((member) =>
      unlike(`${place}: ${member}`, memberOf(measurement, member), memberOf(other, member)),
    );
  });
}

function memberOf(measurement: Measurement | undefined, member: string): string | number | undefined {
  const found = Object.entries(measurement ?? {}).find(([name]) => name === member)?.[1];
  return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}

function unlike(
  what: string,
  recorded: string | number | undefined,
  replayed: string | number | undefined,
): readonly string[] {
  return recorded === replayed ? [] : [`${what}: recorded ${say(recorded)}, replayed ${say(replayed)}`];
}

function say(found: string | number | undefined): string {
  return found === undefined ? 'none' : JSON.stringify(found);
}
