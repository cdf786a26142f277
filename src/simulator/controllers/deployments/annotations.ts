import { metadataOf, type Texts } from '../objects/metadata.ts';
import type { SetView } from '../replica-sets/set-view.ts';
import type { DeploymentView } from './deployment-view.ts';

/** The number of the revision, on the Deployment and its ReplicaSets. */
export const REVISION = 'deployment.kubernetes.io/revision';
/** `spec.replicas` of the Deployment at the time when the ReplicaSet was given its size. */
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
/** The same with the surge. */
export const MAX = 'deployment.kubernetes.io/max-replicas';
const HISTORY = 'deployment.kubernetes.io/revision-history';

/** Annotations of a Deployment that its ReplicaSets do not take over. */
const OWN: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

const LONGEST_HISTORY = 2_000;

/** The number that an annotation of a ReplicaSet holds, ≥ 0; undefined for none and for what is no number. */
export function numberIn({ json }: SetView, name: string): number | undefined {
  const text = metadataOf(json).annotations[name];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The revision after all of these. */
export function nextRevision(oldSets: readonly SetView[]): number {
  return 1 + Math.max(0, ...oldSets.map((set) => numberIn(set, REVISION) ?? 0));
}

/** What the Deployment's new ReplicaSet is to be annotated with: all that the Deployment is, and its own revision. */
export function annotationsOfNew(deployment: DeploymentView, before: Texts, revision: number): Texts {
  const passedOn = Object.entries(metadataOf(deployment.json).annotations).filter(([name]) => !OWN.has(name));
  const after = { ...before, ...Object.fromEntries(passedOn) };
  const old = before[REVISION];
  if (old !== undefined && !/^\d+$/.test(old)) return after;
  if (Number(old ?? 0) >= revision) return after;
  return { ...after, [REVISION]: String(revision), ...(old !== undefined && { [HISTORY]: historyWith(before, old) }) };
}

/** The revisions that a ReplicaSet had before; the oldest are forgotten when there are too many. */
function historyWith(before: Texts, old: string): string {
  const revisions = [...(before[HISTORY] ?? '').split(',').filter((text) => text !== ''), old];
  while (revisions.join(',').length > LONGEST_HISTORY) revisions.shift();
  return revisions.join(',');
}

/** The sizes that a ReplicaSet remembers of its Deployment. */
export function sizeAnnotations({ replicas, posts }: DeploymentView): Texts {
  return { [DESIRED]: String(replicas), [MAX]: String(replicas + posts.maxSurge) };
}
