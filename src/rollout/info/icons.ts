/** Signs for how something stands. @see reference/interfaces.md §4.4 */
export const STATUS_ICONS = {
  waiting: '◷',
  progressing: '◌',
  warning: '⚠',
  unknown: '?',
  ok: '✔',
  bad: '✖',
  paused: '॥',
  neutral: '•',
} as const;

/** The sign of a status that is not known: as wide as the others. */
const BLANK = ' ';

type Icons = ReadonlyMap<string, string>;

const ROLLOUT: Icons = new Map([
  ['Progressing', STATUS_ICONS.progressing],
  ['Error', STATUS_ICONS.warning],
  ['InvalidSpec', STATUS_ICONS.warning],
  ['Paused', STATUS_ICONS.paused],
  ['Healthy', STATUS_ICONS.ok],
  ['Degraded', STATUS_ICONS.bad],
  ['Unknown', STATUS_ICONS.unknown],
  ['ScaledDown', STATUS_ICONS.neutral],
]);

const REPLICA_SET: Icons = new Map([
  ['Progressing', STATUS_ICONS.progressing],
  ['Healthy', STATUS_ICONS.ok],
  ['ReplicaFailure', STATUS_ICONS.bad],
  ['ScaledDown', STATUS_ICONS.neutral],
]);

const ANALYSIS: Icons = new Map([
  ['Successful', STATUS_ICONS.ok],
  ['Inconclusive', STATUS_ICONS.unknown],
  ['Failed', STATUS_ICONS.bad],
  ['Error', STATUS_ICONS.warning],
  ['Running', STATUS_ICONS.progressing],
  ['Pending', STATUS_ICONS.waiting],
]);

const POD: Icons = new Map([
  ['Pending', STATUS_ICONS.progressing],
  ['Terminating', STATUS_ICONS.progressing],
  ['ContainerCreating', STATUS_ICONS.progressing],
  ['Running', STATUS_ICONS.ok],
  ['Completed', STATUS_ICONS.ok],
  ['Failed', STATUS_ICONS.bad],
  ['InvalidImageName', STATUS_ICONS.bad],
  ['CrashLoopBackOff', STATUS_ICONS.bad],
  ['ImagePullBackOff', STATUS_ICONS.warning],
  ['RegistryUnavailable', STATUS_ICONS.warning],
  ['Unknown', STATUS_ICONS.unknown],
]);

/** Groups of pod statuses that no list can name. First match wins, before the list. */
const POD_PATTERNS: readonly (readonly [pattern: RegExp, icon: string])[] = [
  [/^Init:/, STATUS_ICONS.progressing],
  [/^(?:Signal|ExitCode):/, STATUS_ICONS.bad],
  [/Error$|^Err/, STATUS_ICONS.warning],
];

/** The sign of a Rollout's phase. */
export function rolloutIcon(status: string): string {
  return ROLLOUT.get(status) ?? BLANK;
}

/** The sign of a ReplicaSet's status. */
export function replicaSetIcon(status: string): string {
  return REPLICA_SET.get(status) ?? BLANK;
}

/** The sign of a phase of an AnalysisRun, an Experiment or a Job. */
export function analysisIcon(phase: string): string {
  return ANALYSIS.get(phase) ?? BLANK;
}

/** The sign of a pod's status. */
export function podIcon(status: string): string {
  const group = POD_PATTERNS.find(([pattern]) => pattern.test(status));
  return group?.[1] ?? POD.get(status) ?? BLANK;
}
