import type { Instant } from '../../core/instant.ts';
import { ageOf, scaleDownDelay } from '../../rollout/info/age.ts';
import { STATUS_ICONS } from '../../rollout/info/icons.ts';
import type {
  AnalysisRunInfo,
  ExperimentInfo,
  InfoMeta,
  JobInfo,
  PodInfo,
  ReplicaSetInfo,
  RolloutInfo,
} from '../../rollout/info/model.ts';
import { printable } from '../terminal/printable.ts';
import { colourOf } from './colour-of.ts';
import type { Node, Note } from './node.ts';

/** A Rollout and all below it: revisions, newest first; in each its ReplicaSets, Experiments and AnalysisRuns. @see reference/interfaces.md §3.6 */
export function rolloutNode(info: RolloutInfo, now: Instant): Node {
  const revisions = new Set(
    [...info.replicaSets, ...info.experiments, ...info.analysisRuns].map((part) => part.revision),
  );
  const children = [...revisions].sort((a, b) => b - a).map((revision) => revisionNode(info, revision, now));
  return { ...objectNode({ sign: '⟳', kind: 'Rollout', info, now }), nameColours: [], children };
}

/** An Experiment and all below it: its ReplicaSets, then its AnalysisRuns. @see reference/interfaces.md §3.7 */
export function experimentNode(info: ExperimentInfo, now: Instant): Node {
  return {
    ...objectNode({ sign: 'Σ', kind: 'Experiment', info, now }),
    children: [
      ...info.replicaSets.map((set) => replicaSetNode(set, now)),
      ...info.analysisRuns.map((run) => analysisRunNode(run, now)),
    ],
  };
}

function revisionNode(info: RolloutInfo, revision: number, now: Instant): Node {
  const isOfIt = (part: { readonly revision: number }): boolean => part.revision === revision;
  return {
    sign: '#',
    name: `revision:${revision}`,
    nameColours: [],
    kind: '',
    status: { icon: '', word: '' },
    age: '',
    notes: [],
    children: [
      ...info.replicaSets.filter(isOfIt).map((set) => replicaSetNode(set, now)),
      ...info.experiments.filter(isOfIt).map((experiment) => experimentNode(experiment, now)),
      ...info.analysisRuns.filter(isOfIt).map((run) => analysisRunNode(run, now)),
    ],
  };
}

interface Shown {
  readonly sign: string;
  readonly kind: string;
  readonly info: { readonly objectMeta: InfoMeta; readonly icon: string; readonly status: string };
  readonly now: Instant;
}

/** A thing with nothing below it that is known only by its status. */
function objectNode({ sign, kind, info, now }: Shown): Node {
  return {
    sign,
    name: printable(info.objectMeta.name),
    nameColours: [colourOf(info.status)],
    kind,
    status: { icon: info.icon, word: printable(info.status) },
    age: ageOf(info.objectMeta, now),
    notes: [],
    children: [],
  };
}

function replicaSetNode(info: ReplicaSetInfo, now: Instant): Node {
  const roles = rolesOf(info);
  const delay: readonly Note[] = info.scaleDownDeadline === '' ? [] : [plain(`delay:${scaleDownDelay(info, now)}`)];
  return {
    ...objectNode({ sign: '⧉', kind: 'ReplicaSet', info, now }),
    nameColours: roles.map(colourOf),
    notes: [...roles.map((role) => coloured(role)), ...delay],
    children: info.pods.map((pod) => podNode(pod, now)),
  };
}

/** At most one of canary, active and preview is told. */
function rolesOf(info: ReplicaSetInfo): readonly string[] {
  const part = (['canary', 'active', 'preview'] as const).find((role) => info[role]);
  return [
    ...(info.stable ? ['stable'] : []),
    ...(part === undefined ? [] : [part]),
    ...(['ping', 'pong'] as const).filter((role) => info[role]),
  ];
}

function podNode(info: PodInfo, now: Instant): Node {
  const restarts = info.restarts > 0 ? [plain(`restarts:${info.restarts}`)] : [];
  return {
    ...objectNode({ sign: '□', kind: 'Pod', info, now }),
    nameColours: [],
    notes: [plain(`ready:${info.ready}`), ...restarts],
  };
}

function analysisRunNode(info: AnalysisRunInfo, now: Instant): Node {
  const counts: readonly (readonly [icon: string, count: number])[] = [
    [STATUS_ICONS.ok, info.successful],
    [STATUS_ICONS.bad, info.failed],
    [STATUS_ICONS.unknown, info.inconclusive],
    [STATUS_ICONS.warning, info.error],
  ];
  return {
    ...objectNode({ sign: 'α', kind: 'AnalysisRun', info, now }),
    notes: counts.filter(([, count]) => count > 0).map(([icon, count]) => coloured(icon, ` ${count}`)),
    children: info.jobs.map((job) => jobNode(job, now)),
  };
}

function jobNode(info: JobInfo, now: Instant): Node {
  return objectNode({ sign: '⊞', kind: 'Job', info, now });
}

function plain(word: string): Note {
  return { word, isColoured: false, rest: '' };
}

function coloured(word: string, rest = ''): Note {
  return { word, isColoured: true, rest };
}
