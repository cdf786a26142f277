import { Fault } from '../../core/fault.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import { sameJson } from '../../core/same-json.ts';
import type { Route } from '../../traffic/route.ts';
import type {
  Decision,
  Hashes,
  HeaderRoute,
  Manifest,
  MirrorRoute,
  Need,
  ObjectRef,
  Router,
  RouterEvent,
  Split,
  Task,
  Wording,
} from '../../traffic/router.ts';
import { refusalOf } from '../refusal.ts';
import type { RouterObjects } from './router-objects.ts';

/** What can be asked of a router (traffic.md §1). */
export type Steering =
  | { readonly kind: 'setWeight'; readonly split: Split }
  | { readonly kind: 'updateHash'; readonly hashes: Hashes }
  | { readonly kind: 'setHeaderRoute'; readonly header: HeaderRoute }
  | { readonly kind: 'setMirrorRoute'; readonly mirror: MirrorRoute }
  | { readonly kind: 'removeManagedRoutes' };

export interface SteeringDeps {
  readonly objects: RouterObjects;
  /** Emits an event of the Rollout. */
  readonly tell: (event: RouterEvent) => void;
}

/**
 * Asks one thing of a router: reads what it needs, lets it decide, and writes what differs, task by task. What a router cannot do
 * counts as done. Asked again it writes nothing, so it may be repeated after any fault.
 *
 * @throws Fault TRAFFIC_INVALID, TRAFFIC_NOT_READY from the router; CLUSTER_REFUSED, CLUSTER_UNREACHABLE with the API's reason in
 *   upstream's sentence. What was written before stays.
 */
export async function steer(router: Router, route: Route, steering: Steering, deps: SteeringDeps): Promise<void> {
  for (const task of tasksOf(router, route, steering)) await perform(task, deps);
}

function tasksOf(router: Router, route: Route, steering: Steering): readonly Task[] {
  switch (steering.kind) {
    case 'setWeight':
      return router.setWeight(route, steering.split);
    case 'updateHash':
      return router.updateHash?.(route, steering.hashes) ?? [];
    case 'setHeaderRoute':
      return router.setHeaderRoute?.(route, steering.header) ?? [];
    case 'setMirrorRoute':
      return router.setMirrorRoute?.(route, steering.mirror) ?? [];
    case 'removeManagedRoutes':
      return router.removeManagedRoutes?.(route) ?? [];
  }
}

async function perform(task: Task, deps: SteeringDeps): Promise<void> {
  const found: (Manifest | undefined)[] = [];
  for (const need of task.needs) {
    const manifest = await gather(need, deps);
    if (manifest === undefined && need.whenMissing === 'skip') return;
    found.push(manifest);
  }
  const decision = task.decide(found);
  if (decision.kind !== 'create') return write(decision, deps);
  const existing = await create(decision, deps);
  if (existing === undefined) return;
  // The cache did not know it yet, or another worker was faster: what was decided without it is decided again.
  const isCreated = ({ ref }: Need): boolean => sameRef(ref, decision.ref);
  await write(
    task.decide(found.map((manifest, i) => (task.needs.slice(i, i + 1).some(isCreated) ? existing : manifest))),
    deps,
  );
}

/** What a need asks for; undefined where it is missing and may be. */
async function gather(need: Need, { objects, tell }: SteeringDeps): Promise<Manifest | undefined> {
  const manifest = await (need.through === 'cache' ? objects.cached(need.ref) : readIfThere(objects, need)).catch(
    (error: unknown) => {
      if (refusalOf(error)?.code === 404 && need.missing !== undefined) tell(need.missing);
      throw worded(error, need.failed);
    },
  );
  if (manifest !== undefined) return manifest;
  if (need.missing !== undefined) tell(need.missing);
  if (need.whenMissing === 'fault') throw missing(need);
  return undefined;
}

async function readIfThere(objects: RouterObjects, { ref, whenMissing }: Need): Promise<Manifest | undefined> {
  try {
    return await objects.read(ref);
  } catch (error) {
    if (refusalOf(error)?.code === 404 && whenMissing !== 'fault') return undefined;
    throw error;
  }
}

/** A cache's words for what is not in it: the kind in the singular, unlike the API's. */
function missing({ ref: { apiVersion, kind, name }, failed }: Need): Fault {
  const [group = ''] = apiVersion.split('/');
  const reason = `${kind.toLowerCase()}.${group} "${name}" not found`;
  return new Fault('CLUSTER_REFUSED', failed(reason), { code: 404, reason: 'NotFound' });
}

type Creation = Extract<Decision, { kind: 'create' }>;

/** Creates an object, or reads the one that turns out to be there. */
async function create(
  { ref, manifest, event, failed, reread }: Creation,
  deps: SteeringDeps,
): Promise<Manifest | undefined> {
  const { objects, tell } = deps;
  if (event.told === 'before') tell(event);
  try {
    await objects.create(ref, manifest);
  } catch (error) {
    if (refusalOf(error)?.reason !== 'AlreadyExists') throw worded(error, failed);
    return objects.read(ref).catch((unread: unknown) => {
      throw worded(unread, reread);
    });
  }
  if (event.told === 'after') tell(event);
  return undefined;
}

async function write(decision: Decision, { objects, tell }: SteeringDeps): Promise<void> {
  if (decision.kind === 'keep') return;
  if (decision.kind === 'create') {
    throw new Fault(
      'TRAFFIC_INVALID',
      `${decision.ref.kind} "${decision.ref.name}" comes and goes: it is there and it is not`,
    );
  }
  const { ref, from, to, event, failed } = decision;
  if (sameJson(from, to)) return;
  if (event.told === 'before') tell(event);
  const sent = decision.kind === 'replace' ? objects.replace(ref, to) : patch(decision, objects);
  await sent.catch((error: unknown) => {
    throw worded(error, failed);
  });
  if (event.told === 'after') tell(event);
}

function patch(
  { ref, from, to, isShared }: Extract<Decision, { kind: 'patch' }>,
  objects: RouterObjects,
): Promise<void> {
  return objects.patch(ref, mergePatch(from, to), isShared === true ? 'version' : 'uid');
}

/** The API's refusal in upstream's sentence, with its code as it was. */
function worded(error: unknown, failed: Wording): unknown {
  if (!(error instanceof Fault)) return error;
  return new Fault(error.code, failed(error.message), error.details, { cause: error });
}

function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}
