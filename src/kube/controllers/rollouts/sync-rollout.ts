import { after, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Observed, Tried } from '../../../rollout/observed.ts';
import type { Action } from '../../../rollout/plan/action.ts';
import { type Plan, plan } from '../../../rollout/plan/plan.ts';
import { resolveWorkload } from '../../../rollout/workload/resolve-workload.ts';
import { KINDS } from '../../kinds.ts';
import { uidOf } from '../../metadata.ts';
import type { Parts } from '../parts.ts';
import { type Applied, apply } from './apply.ts';
import { claim, claimsOf } from './claim.ts';
import { gather, replicaSetsAround } from './gather.ts';
import { KnownObjects } from './known-objects.ts';
import { workloadNote } from './note-workload.ts';
import type { StatusPen } from './status-pen.ts';
import { tellRouters } from './tell-routers.ts';

/** Where the watch will soon tell more, asking before it has done so would go round in circles. */
const A_MOMENT = millisOf(1_000);
/** How many plans in a row one sync may take. */
const MOST_PLANS = 40;

/** How a sync ended. A status may be left with the pen. */
export type SyncEnd =
  /** Nothing is left to do before `wakeAt`, or before something happens. */
  | { readonly kind: 'settled'; readonly wakeAt?: Instant }
  /** Something was not as it was thought to be. */
  | { readonly kind: 'again' }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * Syncs a Rollout: what is gathered is planned for, what is planned is done, and then once more, until nothing is left to do. That what
 * was written comes back through the watch need not be waited for: the caches know it already.
 *
 * @throws Fault what the API could not do
 */
export async function syncRollout(pen: StatusPen, parts: Parts): Promise<SyncEnd> {
  let learned: Learned = { tried: {}, strangers: [] };
  for (let plans = 1; plans <= MOST_PLANS; plans += 1) {
    const went = await go(pen, learned, parts);
    if (went.kind === 'end') return went.end;
    learned = went.learned;
  }
  return { kind: 'settled', wakeAt: after(parts.clock.now(), A_MOMENT) };
}

/** What earlier plans of a sync have brought to light that no cache would have shown. */
interface Learned {
  readonly tried: Tried;
  /** Objects of others that have a name that was wanted. */
  readonly strangers: readonly JsonObject[];
}

/** How one plan went. */
type Went =
  | { readonly kind: 'end'; readonly end: SyncEnd }
  /** Plan again, with what was learned. */
  | { readonly kind: 'goOn'; readonly learned: Learned };

async function go(pen: StatusPen, learned: Learned, parts: Parts): Promise<Went> {
  const gathered = await gather(pen.rollout, parts);
  const claimed = (await noted(pen, gathered, parts)) ? await withClaims(pen.rollout, gathered, parts) : undefined;
  if (claimed === undefined) return { kind: 'end', end: { kind: 'again' } };
  const { rollout } = pen;
  const observed = withLearned(claimed, learned);
  const deps = { writer: parts.writer, pen, objects: new KnownObjects(observed) };
  const now = parts.clock.now();
  const first = plan(rollout, observed, now);
  const applied = await apply(first.actions, deps);
  if (applied.kind !== 'route') return wentAs(applied, first, { learned, now });
  const routed = await tellRouters(applied.routing, rollout, observed, parts);
  const rest = plan(rollout, { ...observed, routed }, now);
  const all = { ...rest, actions: [...first.actions, ...rest.actions] };
  return wentAs(await apply(rest.actions, deps), all, { learned, now });
}

/** Notes the version of the workload in the Rollout. False when it was written meanwhile. */
async function noted(pen: StatusPen, { workload }: Observed, { writer }: Parts): Promise<boolean> {
  const note = workloadNote(pen.rollout, workload);
  if (note === undefined) return true;
  if ((await pen.flush()) !== 'done') return false;
  const patched = await writer.patch({ resource: KINDS.rollouts, object: pen.rollout }, note);
  if (patched.kind === 'stale' || patched.kind === 'gone') return false;
  pen.wrote(patched.object);
  return true;
}

/** What was gathered, with the ReplicaSets that are claimed now; undefined when something was not as it was thought to be. */
async function withClaims(rollout: JsonObject, observed: Observed, parts: Parts): Promise<Observed | undefined> {
  const resolved = resolveWorkload(rollout, observed.workload);
  if (resolved.kind === 'unresolved') return observed;
  const claims = claimsOf(resolved.rollout, observed.replicaSets);
  if (claims.adopted.length + claims.released.length === 0) return observed;
  if (!(await claim(rollout, claims, parts))) return undefined;
  return { ...observed, replicaSets: replicaSetsAround(rollout, parts) };
}

function withLearned(observed: Observed, { tried, strangers }: Learned): Observed {
  const of = (kind: string, known: readonly JsonObject[]): readonly JsonObject[] => {
    const uids = new Set(known.map(uidOf));
    return [...known, ...strangers.filter((object) => object['kind'] === kind && !uids.has(uidOf(object)))];
  };
  return {
    ...observed,
    replicaSets: of('ReplicaSet', observed.replicaSets),
    analysisRuns: of('AnalysisRun', observed.analysisRuns),
    experiments: of('Experiment', observed.experiments),
    tried,
  };
}

function wentAs(applied: Applied, plan: Plan, { learned, now }: { learned: Learned; now: Instant }): Went {
  const { tried, strangers } = learned;
  switch (applied.kind) {
    case 'stale':
      return { kind: 'end', end: { kind: 'again' } };
    case 'gone':
      return { kind: 'end', end: { kind: 'settled', wakeAt: after(now, A_MOMENT) } };
    case 'taken':
      return { kind: 'goOn', learned: { tried, strangers: [...strangers, applied.object] } };
    case 'refused': {
      const { name, error } = applied;
      return { kind: 'goOn', learned: { strangers, tried: { ...tried, refusedReplicaSet: { name, error } } } };
    }
    case 'held': {
      const evictions = new Map([...(tried.evictions ?? []), ...applied.evictions]);
      return { kind: 'goOn', learned: { strangers, tried: { ...tried, evictions } } };
    }
    case 'done':
    case 'route':
      return afterAll(plan, learned);
  }
}

function afterAll({ actions, wakeAt, error }: Plan, learned: Learned): Went {
  if (error !== undefined) return { kind: 'end', end: { kind: 'failed', error } };
  if (actions.some(isChange) && !actions.some(isSlow)) return { kind: 'goOn', learned };
  return { kind: 'end', end: { kind: 'settled', ...(wakeAt !== undefined && { wakeAt }) } };
}

/** Routers change nothing that a plan looks at. */
function isChange({ kind }: Action): boolean {
  return kind !== 'tell' && kind !== 'route';
}

/** Pods take their time to go, and do not show it at once. */
function isSlow({ kind }: Action): boolean {
  return kind === 'evictPod';
}
