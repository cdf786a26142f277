import { Fault } from '../../../core/fault.ts';
import { after, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Observed, Tried } from '../../../rollout/observed.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { type Plan, plan } from '../../../rollout/plan/plan.ts';
import { resolveWorkload } from '../../../rollout/workload/resolve-workload.ts';
import { objectIn, textIn } from '../../api-object.ts';
import { KINDS } from '../../kinds.ts';
import { keyOf, nameOf, uidOf } from '../../metadata.ts';
import type { Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { type Applied, type ApplyDeps, apply } from './apply.ts';
import { claim, claimsOf } from './claim.ts';
import { gather, replicaSetsAround } from './gather.ts';
import { KnownObjects } from './known-objects.ts';
import { workloadNote } from './note-workload.ts';
import { tellRouters } from './tell-routers.ts';

/** A write that found its object gone: the watch will tell soon, and asking before it has done so would go round in circles. */
const WATCH_IS_LATE = millisOf(1_000);
/** How often a plan may turn out to need another way. Each time it has learned of one more name, pod or refusal. */
const MOST_WAYS = 20;

/** What earlier goes at a sync have brought to light that no cache would have shown. */
interface Learned {
  readonly tried: Tried;
  /** Objects of others that have a name that was wanted. */
  readonly strangers: readonly JsonObject[];
}

/** How one go at a sync ended. */
type Went =
  | { readonly kind: 'synced'; readonly synced: Synced }
  | { readonly kind: 'otherWay'; readonly learned: Learned };

/**
 * One sync of a Rollout: what is gathered is planned for, what is planned is done.
 *
 * @param tell  records an event of the Rollout
 * @throws Fault SYNC_FAILED in the plan's words when it says that the sync failed; what the API could not do
 */
export async function syncRollout(
  rollout: JsonObject,
  parts: Parts,
  tell: (event: RolloutEvent) => void,
): Promise<Synced> {
  if (textIn(objectIn(rollout, 'metadata'), 'deletionTimestamp') !== '') return {};
  let learned: Learned = { tried: {}, strangers: [] };
  for (let ways = 1; ways <= MOST_WAYS; ways += 1) {
    const current = parts.caches.rollouts.get(nameOf(rollout)) ?? rollout;
    const went = await go(current, learned, { parts, tell });
    if (went.kind === 'synced') return went.synced;
    learned = went.learned;
  }
  throw new Fault('SYNC_FAILED', `Rollout ${keyOf(nameOf(rollout))}: no way was found in ${MOST_WAYS} goes`);
}

interface Deps {
  readonly parts: Parts;
  readonly tell: (event: RolloutEvent) => void;
}

async function go(read: JsonObject, learned: Learned, deps: Deps): Promise<Went> {
  const { parts } = deps;
  const gathered = await gather(read, parts);
  const rollout = await noted(read, gathered, parts);
  if (rollout === undefined) return again;
  const claimed = await withClaims(rollout, gathered, parts);
  if (claimed === undefined) return again;
  const observed = withLearned(claimed, learned);
  const objects = new KnownObjects(rollout, observed);
  const perform: ApplyDeps = { parts, objects, tell: deps.tell };
  const now = parts.clock.now();
  const first = plan(rollout, observed, now);
  const applied = await apply(first.actions, perform);
  if (applied.kind !== 'route') return wentAs(applied, first, { learned, now });
  const routed = await tellRouters(applied.routing, rollout, observed, parts);
  const rest = plan(rollout, { ...observed, routed }, now);
  return wentAs(await apply(rest.actions, perform), rest, { learned, now });
}

const again: Went = { kind: 'synced', synced: { again: true } };

/** The Rollout with its workload's version noted; undefined when it was written meanwhile. */
async function noted(rollout: JsonObject, { workload }: Observed, { writer }: Parts): Promise<JsonObject | undefined> {
  const note = workloadNote(rollout, workload);
  if (note === undefined) return rollout;
  const patched = await writer.patch({ resource: KINDS.rollouts, object: rollout }, note);
  return patched.kind === 'written' || patched.kind === 'unchanged' ? patched.object : undefined;
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

function wentAs(applied: Applied, { wakeAt, error }: Plan, { learned, now }: { learned: Learned; now: Instant }): Went {
  const { tried, strangers } = learned;
  switch (applied.kind) {
    case 'stale':
      return again;
    case 'gone':
      return { kind: 'synced', synced: { wakeAt: after(now, WATCH_IS_LATE) } };
    case 'taken':
      return { kind: 'otherWay', learned: { tried, strangers: [...strangers, applied.object] } };
    case 'refused': {
      const { name, error } = applied;
      return { kind: 'otherWay', learned: { strangers, tried: { ...tried, refusedReplicaSet: { name, error } } } };
    }
    case 'held': {
      const evictions = new Map([...(tried.evictions ?? []), ...applied.evictions]);
      return { kind: 'otherWay', learned: { strangers, tried: { ...tried, evictions } } };
    }
    case 'done':
    case 'route':
      if (error !== undefined) throw new Fault('SYNC_FAILED', error);
      return { kind: 'synced', synced: wakeAt === undefined ? {} : { wakeAt } };
  }
}
