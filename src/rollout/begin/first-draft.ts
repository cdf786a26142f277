import type { Instant } from '../../core/instant.ts';
import { present } from '../../resources/members.ts';
import { sortRuns } from '../analysis/current-runs.ts';
import { viewRun } from '../analysis/run-view.ts';
import { viewExperiment } from '../experiment-step/experiment-view.ts';
import { podTemplateHash } from '../hash/pod-template-hash.ts';
import type { Observed } from '../observed.ts';
import { isControlledBy } from '../owner.ts';
import type { Draft } from '../plan/draft.ts';
import { NO_INTENT } from '../plan/intent.ts';
import { Fields } from '../reading/fields.ts';
import { readRollout } from '../reading/read-rollout.ts';
import { findSets } from '../replica-sets/find-sets.ts';
import { hasTemplate } from '../replica-sets/has-template.ts';
import { readLiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import { viewService } from '../services/service-view.ts';
import type { Resolved } from '../workload/resolve-workload.ts';
import { delaysOf } from './delays.ts';

/** The draft at the start of a sync: everything read and sorted, nothing decided. */
export function firstDraft(
  { rollout: json, isTemplateResolved, lost }: Omit<Extract<Resolved, { kind: 'resolved' }>, 'kind'>,
  observed: Observed,
  now: Instant,
): Draft {
  const rollout = readRollout(json);
  const { status, spec } = rollout;
  const uid = new Fields(json).below('metadata').text('uid');
  const template = new Fields(json).below('spec').object('template') ?? {};
  const podHash = podTemplateHash(template, status.collisionCount);
  const own = observed.replicaSets.filter((set) => isControlledBy(set, uid)).map(readLiveReplicaSet);
  const sets = findSets(own, {
    podHash,
    stableHash: status.stableRS,
    hasTemplate: hasTemplate(template, spec.strategy),
  });
  const runs = sortRuns(observed.analysisRuns.filter((run) => isControlledBy(run, uid)).map(viewRun), status);
  const experiments = observed.experiments.filter((run) => isControlledBy(run, uid)).map(viewExperiment);
  const isCurrent = ({ name }: { readonly name: string }): boolean => name === status.canary.currentExperiment;
  const deadline = sets.newRS?.deadline?.at;
  return present<Draft>({
    facts: {
      now,
      observed,
      json,
      template,
      podHash,
      uid,
      isTemplateResolved,
      ...(lost && { lost }),
      delays: delaysOf(spec.strategy),
      isWaitingForOldPods: sets.otherRSs.some((set) => set.deadline !== undefined),
      isNewWithinDelay: deadline !== undefined && deadline > now,
    },
    rollout,
    sets,
    services: new Map(observed.services.map(viewService).map((service) => [service.name, service])),
    intent: NO_INTENT,
    traffic: { ...(status.canary.weights && { weights: status.canary.weights }) },
    runs: runs.runs,
    otherRuns: runs.others,
    experiment: experiments.find(isCurrent),
    otherExperiments: experiments.filter((experiment) => !isCurrent(experiment)),
    currentExperiment: '',
    isRestarted: false,
    actions: [],
    afterStatus: [],
    wakes: [],
    next: { kind: 'stage' },
  });
}
