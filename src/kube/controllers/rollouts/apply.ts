import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Action } from '../../../rollout/plan/action.ts';
import type { RolloutEvent } from '../../../rollout/plan/event.ts';
import { type ObjectName, type Request, requestOf } from '../../../rollout/plan/request.ts';
import type { Routing } from '../../../rollout/traffic/routing.ts';
import { nameOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import type { PatchOptions } from '../../write/writer.ts';
import type { Parts } from '../parts.ts';
import { endedUpdate } from './ended-update.ts';
import { type KnownObjects, RESOURCES } from './known-objects.ts';

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
  readonly parts: Pick<Parts, 'writer' | 'measures'>;
  readonly objects: KnownObjects;
  readonly tell: (event: RolloutEvent) => void;
}

/**
 * Performs the actions of a plan in their order, until one turns out not to fit the cluster any more.
 *
 * @throws Fault what the writer throws, of writes that may be tried again as they are
 */
export async function apply(actions: readonly Action[], deps: ApplyDeps): Promise<Applied> {
  const evictions = new Map<string, 'gone' | 'held'>();
  const held = (): boolean => evictions.values().some((came) => came === 'held');
  for (const action of actions) {
    // What follows was decided for pods that go.
    if (action.kind !== 'evictPod' && held()) break;
    if (action.kind === 'route') return { kind: 'route', routing: action.routing };
    if (action.kind === 'tell') {
      deps.tell(action.event);
      continue;
    }
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
      await deps.parts.writer.delete(deps.objects.get(request.on));
      return { kind: 'done' };
  }
}

async function create(kind: ObjectName['kind'], object: JsonObject, { parts, objects }: ApplyDeps): Promise<Applied> {
  const { name } = nameOf(object);
  try {
    // Whether what has the name already is what was to be made is for the plan to say.
    const created = await parts.writer.create({ resource: RESOURCES[kind], object }, () => false);
    if (created.kind === 'taken') return { kind: 'taken', object: created.object };
    objects.wrote({ kind, name }, created.object);
    return { kind: 'done' };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || kind !== 'ReplicaSet') throw error;
    return { kind: 'refused', name, error: refusal.message };
  }
}

/** Changes that are right whatever else was written, and no loss where the object has gone. */
const SMALL: ReadonlySet<ObjectName['kind']> = new Set(['Pod', 'AnalysisRun', 'Experiment']);

async function patch(
  { on, patch, subresource }: Extract<Request, { verb: 'patch' }>,
  { parts, objects }: ApplyDeps,
): Promise<Applied> {
  const target = objects.get(on);
  const isSmall = SMALL.has(on.kind);
  const options: PatchOptions = { guard: isSmall ? 'uid' : 'version', ...(subresource && { subresource }) };
  const patched = await parts.writer.patch(target, patch, options);
  if (patched.kind === 'gone') return { kind: isSmall ? 'done' : 'gone' };
  objects.wrote(on, patched.object);
  if (patched.kind === 'written' && subresource === 'status') measure(target.object, patched.object, parts);
  return { kind: patched.kind === 'stale' ? 'stale' : 'done' };
}

function measure(before: JsonObject, after: JsonObject, { measures }: Pick<Parts, 'measures'>): void {
  const ended = endedUpdate(before, after);
  if (ended !== undefined) measures.updateEnded(ended.status, ended);
}

/** A disruption budget that has no room for it says so with 429: no failure, only not now. */
async function evict(pod: ObjectName, { parts, objects }: ApplyDeps): Promise<'gone' | 'held'> {
  try {
    await parts.writer.evict(objects.get(pod).object);
    return 'gone';
  } catch (error) {
    const isHeld = error instanceof Fault && error.code === 'CLUSTER_UNREACHABLE' && error.details['code'] === 429;
    if (!isHeld) throw error;
    return 'held';
  }
}
