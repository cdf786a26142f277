import type { JsonObject } from '../core/json.ts';
import type { ReplicaSet } from '../rollout/replica-set.ts';
import type { Route } from './route.ts';

/**
 * Turns what a Rollout wants of its traffic into what the objects of one product should look like. It reads and writes
 * nothing: it answers with tasks, and the edge in `kube/traffic/` reads, writes and says what failed.
 * A missing member is something the product cannot do, and counts as done (traffic.md §1).
 */
export interface Router {
  /** The key under `trafficRouting`. */
  readonly name: string;
  setWeight(route: Route, split: Split): readonly Task[];
  readonly updateHash?: (route: Route, hashes: Hashes) => readonly Task[];
  /** Without a match, the route of that name goes. */
  readonly setHeaderRoute?: (route: Route, header: HeaderRoute) => readonly Task[];
  /** Without a match, the route of that name goes. */
  readonly setMirrorRoute?: (route: Route, mirror: MirrorRoute) => readonly Task[];
  readonly removeManagedRoutes?: (route: Route) => readonly Task[];
}

/** What the canary and experiments get; the stable revision gets the rest. Out of `Route.maxTrafficWeight`. */
export interface Split {
  readonly weight: number;
  readonly additional: readonly AdditionalDestination[];
}

/** An experiment's share of the traffic. */
export interface AdditionalDestination {
  readonly serviceName: string;
  readonly podTemplateHash: string;
  readonly weight: number;
}

/** Which pods stand behind canary and stable. An empty hash: none yet. */
export interface Hashes {
  readonly canary: string;
  readonly stable: string;
  readonly additional: readonly AdditionalDestination[];
  /** All ReplicaSets of the Rollout. */
  readonly replicaSets: readonly ReplicaSet[];
}

/** Requests that go to the canary whatever the weight is: those that one of the matches is true of. */
export interface HeaderRoute {
  readonly name: string;
  readonly match: readonly HeaderMatch[];
}

export interface HeaderMatch {
  readonly headerName: string;
  readonly headerValue: TextMatch;
}

/** Requests that the canary gets a copy of. */
export interface MirrorRoute {
  readonly name: string;
  /** 0 to 100; default 100. */
  readonly percentage?: number;
  readonly match: readonly MirrorMatch[];
}

/** All of these must be true of a request. */
export interface MirrorMatch {
  readonly method?: TextMatch;
  readonly path?: TextMatch;
  readonly headers?: Readonly<Record<string, TextMatch>>;
}

/** One of the three in a valid Rollout. */
export interface TextMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

/** An object as the API gives it. */
export type Manifest = JsonObject;

/** Names an object of the cluster. */
export interface ObjectRef {
  /** Such as `networking.k8s.io/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The kind in the API's paths, such as `ingresses`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** One step of the work: what it needs to see, and what follows from it. Tasks are done in order, and the first that fails ends the work. */
export interface Task {
  readonly needs: readonly Need[];
  /**
   * @param found  one for each need, in order; undefined only where `whenMissing` is `absent`
   * @throws Fault TRAFFIC_INVALID when the objects do not fit the Rollout; TRAFFIC_NOT_READY when it is too early
   */
  decide(found: readonly (Manifest | undefined)[]): Decision;
}

/** An object that is to be read. */
export interface Need {
  readonly ref: ObjectRef;
  /** From the watch's cache, or by a request. */
  readonly through: 'cache' | 'client';
  /** `absent`: decide without it. `skip`: there is nothing to do in this task. */
  readonly whenMissing: 'fault' | 'absent' | 'skip';
  /** Told when it is missing. */
  readonly missing?: RouterEvent;
  readonly failed: Wording;
}

/** Upstream's sentence around the API's reason. */
export type Wording = (reason: string) => string;

/** What is to be written. `replace` and `patch` that would change nothing are not sent, and not told. */
export type Decision =
  | { readonly kind: 'keep' }
  /** Where it turns out to exist, it is read by a request (`reread` words a failure) and the task is decided anew. */
  | (Written & { readonly kind: 'create'; readonly manifest: Manifest; readonly reread: Wording })
  | (Written & { readonly kind: 'replace'; readonly from: Manifest; readonly to: Manifest })
  /** A merge patch that leads from one to the other. */
  | (Written & {
      readonly kind: 'patch';
      readonly from: Manifest;
      readonly to: Manifest;
      /** What is written holds parts of others: it is refused when somebody wrote the object since it was read. Default false. */
      readonly isShared?: boolean;
    });

interface Written {
  readonly ref: ObjectRef;
  readonly failed: Wording;
  /** Told before it is tried, or after it was done. */
  readonly event: RouterEvent & { readonly told: 'before' | 'after' };
}

/** An event of the Rollout. */
export interface RouterEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}
