import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Action } from '../../../rollout/plan/action.ts';
import { type ObjectName, type Request, requestOf } from '../../../rollout/plan/request.ts';
import type { Routing } from '../../../rollout/traffic/routing.ts';
import { objectIn } from '../../api-object.ts';
import { nameOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import type { PatchOptions, Target, Writer } from '../../write/writer.ts';
import { type KnownObjects, RESOURCES } from './known-objects.ts';
import type { StatusPen } from './status-pen.ts';

/** What performing actions came to. */
export type Applied =
  | { readonly kind: 'done' }
  /** The last action: routers are to be told. */
  | { readonly kind: 'route'; readonly routing: Routing }
  /** Somebody else has written an object that was to be written: decide again from how it is now. */
  | { readonly kind: 'stale' }
  /** An object that was to be written is gone. */
  | { readonly kind: 'gone' }
  /** A name belongs to something else: decide again with that in view. */
  | { readonly kind: 'taken'; readonly object: JsonObject }
  /** The API will not have a ReplicaSet. */
  | { readonly kind: 'refused'; readonly name: string; readonly error: string }
  /** Some pods were not let go: decide again without them. */
  | { readonly kind: 'held'; readonly evictions: ReadonlyMap<string, 'gone' | 'held'> };

export interface ApplyDeps {
  readonly writer: Writer;
  /** The objects that the plan was made from. */
  readonly objects: KnownObjects;
  /** Writes the status, and tells events. */
  readonly pen: StatusPen;
}

/**
 * Performs the actions of a plan in their order, until one turns out not to fit the cluster any more. A status that they end with may
 * be left with the pen.
 *
 * @throws Fault what the writer throws, of writes that may be tried again as they are
 */
export async function apply(actions: readonly Action[], deps: ApplyDeps): Promise<Applied> {
  const evictions = new Map<string, 'gone' | 'held'>();
  const held = (): boolean => evictions.values().some((came) => came === 'held');
  for (const action of actions) {
    // What follows was decided for pods that go.
    if (action.kind !== 'evictPod' && held()) break;
    if (action.kind === 'tell') {
      deps.pen.tell(action.event);
      continue;
    }
    if (action.kind === 'patchStatus') {
      deps.pen.hold(action.status);
      continue;
    }
    // What is made is found again by its name if no status names it.
    const flushed = action.kind.startsWith('create') ? 'done' : await deps.pen.flush();
    if (flushed !== 'done') return { kind: flushed };
    if (action.kind === 'route') return { kind: 'route', routing: action.routing };
    const request = requestOf(action);
    if (request.verb === 'evict') evictions.set(request.on.name, await evict(request.on, deps));
    else {
      const applied = await perform(request, deps);
      if (applied.kind !== 'done') return applied;
    }
  }
  return held() ? { kind: 'held', evictions } : { kind: 'done' };
}

async function perform(request: Exclude<Request, { verb: 'evict' }>, deps: ApplyDeps): Promise<Applied> {
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

async function create(kind: ObjectName['kind'], object: JsonObject, { writer, objects }: ApplyDeps): Promise<Applied> {
  const { name } = nameOf(object);
  try {
    // Whether what has the name already is what was to be made is for the plan to say.
    const created = await writer.create({ resource: RESOURCES[kind], object }, () => false);
    if (created.kind === 'taken') return { kind: 'taken', object: created.object };
    objects.wrote({ kind, name }, created.object);
    return { kind: 'done' };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || kind !== 'ReplicaSet') throw error;
    return { kind: 'refused', name, error: refusal.message };
  }
}

/** Objects of which nothing is lost where they have gone. */
const SMALL: ReadonlySet<ObjectName['kind']> = new Set(['Pod', 'AnalysisRun', 'Experiment']);

async function patch({ on, patch }: Extract<Request, { verb: 'patch' }>, deps: ApplyDeps): Promise<Applied> {
  const isSmall = SMALL.has(on.kind);
  const target = targetOf(on, deps);
  const options: PatchOptions = { guard: isSmall || isHarmless(target, patch) ? 'uid' : 'version' };
  const patched = await deps.writer.patch(target, patch, options);
  if (patched.kind === 'gone') return { kind: isSmall ? 'done' : 'gone' };
  if (patched.kind === 'stale') return { kind: 'stale' };
  if (on.kind === 'Rollout') deps.pen.wrote(patched.object);
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

function targetOf(on: ObjectName, { objects, pen }: ApplyDeps): Target {
  return on.kind === 'Rollout' ? { resource: RESOURCES.Rollout, object: pen.rollout } : objects.get(on);
}

/** A disruption budget that has no room for it says so with 429: no failure, only not now. */
async function evict(pod: ObjectName, { writer, objects }: ApplyDeps): Promise<'gone' | 'held'> {
  try {
    await writer.evict(objects.get(pod).object);
    return 'gone';
  } catch (error) {
    const isHeld = error instanceof Fault && error.code === 'CLUSTER_UNREACHABLE' && error.details['code'] === 429;
    if (!isHeld) throw error;
    return 'held';
  }
}
