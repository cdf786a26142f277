import { isFault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import type { Action } from '../../../rollout/plan/action.ts';
import { type ObjectName, type Request, requestOf } from '../../../rollout/plan/request.ts';
import type { Routing } from '../../../rollout/traffic/routing.ts';
import { nameOf } from '../../metadata.ts';
import type { PatchOptions, Target, Writer } from '../../write/writer.ts';
import type { Fate, HeldWrites } from './held-writes.ts';
import { type KnownObjects, RESOURCES } from './known-objects.ts';

/** What performing actions came to. */
export type Applied =
  | Fate
  /** The last action: routers are to be told. */
  | { readonly kind: 'route'; readonly routing: Routing }
  /** A ReplicaSet was made first, and what follows was decided from it as it was thought to be: decide again from how it is. */
  | { readonly kind: 'born' }
  /** Some pods were not let go: decide again without them. */
  | { readonly kind: 'held'; readonly evictions: ReadonlyMap<string, 'gone' | 'held'> };

export interface ApplyDeps {
  readonly writer: Writer;
  /** The objects that the plan was made from. */
  readonly objects: KnownObjects;
  /** Writes the Rollout, makes its ReplicaSet, and tells events. */
  readonly held: HeldWrites;
  /** Whether the plan took a ReplicaSet that was not made yet as it was thought to be. It may have been made since. */
  readonly hasForeseen: boolean;
}

/**
 * Performs the actions of a plan in their order, until one turns out not to fit the cluster any more. What may be held may be held still in
 * the end.
 *
 * @throws Fault what the writer throws, of writes that may be tried again as they are
 */
export async function apply(actions: readonly Action[], deps: ApplyDeps): Promise<Applied> {
  const { held } = deps;
  const evictions = new Map<string, 'gone' | 'held'>();
  const isBudgetSpent = (): boolean => evictions.values().some((came) => came === 'held');
  for (const [index, action] of actions.entries()) {
    // What follows was decided for pods that go.
    if (action.kind !== 'evictPod' && isBudgetSpent()) break;
    if (hold(action, held)) continue;
    // Experiments copy the templates of ReplicaSets, with what the API has filled in.
    const isForeseen = action.kind === 'createExperiment' && (deps.hasForeseen || held.unborn !== undefined);
    if (!mayStayHeld(action, actions.slice(index), held)) {
      const { born, ...fate } = await held.flush();
      if (fate.kind !== 'done') return fate;
      if (born !== undefined) deps.objects.wrote({ kind: 'ReplicaSet', name: nameOf(born).name }, born);
    }
    if (isForeseen) return { kind: 'born' };
    if (action.kind === 'route') return { kind: 'route', routing: action.routing };
    if (action.kind === 'tell') continue;
    const request = requestOf(action);
    if (request.verb === 'evict') evictions.set(request.on.name, await evict(request.on, deps));
    else {
      const fate = await perform(request, deps);
      if (fate.kind !== 'done') return fate;
    }
  }
  return isBudgetSpent() ? { kind: 'held', evictions } : { kind: 'done' };
}

/** Takes in what need not be written at once. False for everything else. */
function hold(action: Action, held: HeldWrites): boolean {
  if (action.kind === 'tell') held.tell(action.event);
  else if (action.kind === 'createReplicaSet') held.bear(action.object);
  else if (action.kind === 'patchStatus') held.change({ status: action.status });
  else if (action.kind === 'annotateRollout') held.change({ metadata: { annotations: action.annotations } });
  else if ('replicaSet' in action) {
    const request = requestOf(action);
    return request.verb === 'patch' && held.raise(action.replicaSet, request.patch);
  } else return false;
  return true;
}

/**
 * Whether an action may come before what is held: what is made is found again by its name if no status names it; and the size of a ReplicaSet
 * may be ahead of a status that this very plan goes on to write.
 */
function mayStayHeld(action: Action, rest: readonly Action[], { unborn }: HeldWrites): boolean {
  if (unborn !== undefined) return false;
  if (action.kind === 'createAnalysisRun' || action.kind === 'createExperiment') return true;
  return action.kind === 'scale' && rest.some(({ kind }) => kind === 'patchStatus');
}

async function perform(request: Exclude<Request, { verb: 'evict' }>, deps: ApplyDeps): Promise<Fate> {
  switch (request.verb) {
    case 'create':
      return create(request.kind, request.object, deps);
    case 'patch':
      return patch(request, deps);
    case 'delete':
      await deps.writer.delete(deps.objects.get(request.on));
      return { kind: 'done' };
  }
}

async function create(kind: ObjectName['kind'], object: JsonObject, { writer, objects }: ApplyDeps): Promise<Fate> {
  // Whether what has the name already is what was to be made is for the plan to say.
  const created = await writer.create({ resource: RESOURCES[kind], object }, () => false);
  if (created.kind === 'taken') return { kind: 'taken', object: created.object };
  objects.wrote({ kind, name: nameOf(object).name }, created.object);
  return { kind: 'done' };
}

/** Objects of which nothing is lost where they have gone. */
const SMALL: ReadonlySet<ObjectName['kind']> = new Set(['Pod', 'AnalysisRun', 'Experiment']);

async function patch({ on, patch }: Extract<Request, { verb: 'patch' }>, deps: ApplyDeps): Promise<Fate> {
  const isSmall = SMALL.has(on.kind);
  const target = targetOf(on, deps);
  const options: PatchOptions = { guard: isSmall || isHarmless(target, patch) ? 'uid' : 'version' };
  const patched = await deps.writer.patch(target, patch, options);
  if (patched.kind === 'gone') return { kind: isSmall ? 'done' : 'gone' };
  if (patched.kind === 'stale') return { kind: 'stale' };
  if (on.kind === 'Rollout') deps.held.wrote(patched.object);
  else deps.objects.wrote(on, patched.object);
  return { kind: 'done' };
}

/**
 * A ReplicaSet that loses no pods. Its status changes with every pod; what takes pods away must know the newest, or more might go than may be
 * missing, but nothing else need.
 */
function isHarmless({ resource, object }: Target, patch: JsonObject): boolean {
  const { replicas: wanted } = objectIn(patch, 'spec');
  const { replicas: now } = objectIn(object, 'spec');
  return resource.kind === 'ReplicaSet' && (wanted === undefined || Number(wanted) >= Number(now));
}

function targetOf(on: ObjectName, { objects, held }: ApplyDeps): Target {
  return on.kind === 'Rollout' ? { resource: RESOURCES.Rollout, object: held.rollout } : objects.get(on);
}

/** A disruption budget that has no room for it says so with 429: no failure, only not now. */
async function evict(pod: ObjectName, { writer, objects }: ApplyDeps): Promise<'gone' | 'held'> {
  try {
    await writer.evict(objects.get(pod).object);
    return 'gone';
  } catch (error) {
    const isHeld = isFault(error, 'CLUSTER_UNREACHABLE') && error.details['code'] === 429;
    if (!isHeld) throw error;
    return 'held';
  }
}
