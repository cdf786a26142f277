import { after, earliest, formatInstant, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import type { Observed, Tried } from '../../../rollout/observed.ts';
import type { Action } from '../../../rollout/plan/action.ts';
import { type Plan, plan } from '../../../rollout/plan/plan.ts';
import { resolveWorkload } from '../../../rollout/workload/resolve-workload.ts';
import { uidOf } from '../../metadata.ts';
import type { Parts } from '../parts.ts';
import { type Applied, apply } from './apply.ts';
import { claim, claimsOf } from './claim.ts';
import { gather, replicaSetsAround } from './gather.ts';
import type { HeldWrites } from './held-writes.ts';
import { KnownObjects } from './known-objects.ts';
import { workloadNote } from './note-workload.ts';
import { tellRouters } from './tell-routers.ts';

/** Where the watch will soon tell more, asking before it has done so would go round in circles. */
const A_MOMENT = millisOf(1_000);
/** How many plans in a row one sync may take. */
const MOST_PLANS = 40;

/** How a sync ended. */
export type SyncEnd =
  /** Nothing is left to do before `wakeAt`, or before something happens. Mere numbers may be held still. */
  | { readonly kind: 'settled'; readonly wakeAt?: Instant }
  /** Something was not as it was thought to be, and what was held was dropped. */
  | { readonly kind: 'again' }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * Syncs a Rollout: what is gathered is planned for, what is planned is done, and then once more, until nothing is left to do. That what
 * was written comes back through the watch need not be waited for: the caches know it already.
 *
 * @param numbersWait  until when mere numbers may stay held; undefined: they may not
 * @throws Fault what the API could not do
 */
export async function syncRollout(
  held: HeldWrites,
  parts: Parts,
  numbersWait: () => Instant | undefined,
): Promise<SyncEnd> {
  let learned: Learned = { tried: {}, strangers: [] };
  for (let plans = 1; plans <= MOST_PLANS; plans += 1) {
    const went = await go(held, learned, parts);
    const ended = went.kind === 'end' ? await finish(went.end, { held, learned, parts, numbersWait }) : went;
    if (ended.kind === 'end') return ended.end;
    learned = ended.learned;
  }
  return { kind: 'settled', wakeAt: after(parts.clock.now(), A_MOMENT) };
}

/** Writes what is held in the end. */
async function finish(end: SyncEnd, { held, learned, parts, numbersWait }: Finishing): Promise<Went> {
  if (end.kind === 'again') return again;
  const until = end.kind === 'settled' && held.isMereNumbers ? numbersWait() : undefined;
  if (until !== undefined) return settled(earliest([until, end.kind === 'settled' ? end.wakeAt : undefined]));
  return goneWrong(await held.flush(), learned, parts.clock.now()) ?? { kind: 'end', end };
}

interface Finishing {
  readonly held: HeldWrites;
  readonly learned: Learned;
  readonly parts: Parts;
  readonly numbersWait: () => Instant | undefined;
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

async function go(held: HeldWrites, learned: Learned, parts: Parts): Promise<Went> {
  const gathered = await gather(held.rollout, parts);
  const note = workloadNote(held.rollout, gathered.workload);
  if (note !== undefined) held.change(note);
  const claimed = await withClaims(held.rollout, gathered, parts);
  if (claimed === undefined) return again;
  const { rollout } = held;
  const now = parts.clock.now();
  const observed = withUnborn(withLearned(claimed, learned), held, now);
  const hasForeseen = held.unborn !== undefined;
  const deps = { writer: parts.writer, held, objects: new KnownObjects(observed), hasForeseen };
  const first = withoutHastyEnds(plan(rollout, observed, now));
  const applied = await apply(first.actions, deps);
  if (applied.kind !== 'route') return goneWrong(applied, learned, now) ?? afterAll(first, learned);
  const routed = await tellRouters(applied.routing, rollout, observed, parts);
  const rest = withoutHastyEnds(plan(rollout, { ...observed, routed }, now));
  const all = { ...rest, actions: [...first.actions, ...rest.actions] };
  return goneWrong(await apply(rest.actions, deps), learned, now) ?? afterAll(all, learned);
}

/**
 * What was made ahead of a status that then came to nothing seems to be of no use before the status is decided again: a plan that changes
 * the status ends no run and no experiment, for the next one knows better.
 */
function withoutHastyEnds(decided: Plan): Plan {
  const isMoving = decided.actions.some(({ kind }) => kind === 'patchStatus');
  return isMoving ? { ...decided, actions: decided.actions.filter((action) => !isEnd(action)) } : decided;
}

function isEnd({ kind }: Action): boolean {
  return kind === 'terminateAnalysisRun' || kind === 'terminateExperiment';
}

const again: Went = { kind: 'end', end: { kind: 'again' } };

function settled(wakeAt: Instant | undefined): Went {
  return { kind: 'end', end: { kind: 'settled', ...(wakeAt !== undefined && { wakeAt }) } };
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

/** A ReplicaSet that is to be made, as if it were: the plan is to size it. */
function withUnborn(observed: Observed, { unborn }: HeldWrites, now: Instant): Observed {
  if (unborn === undefined) return observed;
  const metadata = { ...objectIn(unborn, 'metadata'), creationTimestamp: birthOf(observed.replicaSets, now) };
  return { ...observed, replicaSets: [...observed.replicaSets, { ...unborn, metadata }] };
}

/** Not before that of any other: where this clock is behind the API's, what is new would look like the way back to something old, which needs no steps. */
function birthOf(others: readonly JsonObject[], now: Instant): string {
  return others
    .map((set) => textIn(objectIn(set, 'metadata'), 'creationTimestamp'))
    .reduce((latest, birth) => (birth > latest ? birth : latest), formatInstant(now));
}

/** What follows where not all was done; undefined where it was. */
function goneWrong(applied: Applied, { tried, strangers }: Learned, now: Instant): Went | undefined {
  switch (applied.kind) {
    case 'done':
    case 'route':
      return undefined;
    case 'born':
      return { kind: 'goOn', learned: { tried, strangers } };
    case 'stale':
      return again;
    case 'gone':
      return settled(after(now, A_MOMENT));
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
  }
}

function afterAll({ actions, wakeAt, error }: Plan, learned: Learned): Went {
  if (error !== undefined) return { kind: 'end', end: { kind: 'failed', error } };
  if (actions.some(isChange) && !actions.some(isSlow)) return { kind: 'goOn', learned };
  return settled(wakeAt);
}

/** Routers change nothing that a plan looks at. */
function isChange({ kind }: Action): boolean {
  return kind !== 'tell' && kind !== 'route';
}

/** Pods take their time to go, and do not show it at once. */
function isSlow({ kind }: Action): boolean {
  return kind === 'evictPod';
}
