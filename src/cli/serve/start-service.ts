import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../core/clock.ts';
import { after, millisOf } from '../../core/instant.ts';
import type { Secret } from '../../core/secret.ts';
import { SharedQuestions } from '../../runner/shared-questions/shared-questions.ts';
import type { Audit } from '../../service/access/audit/audit.ts';
import { sessionRoutes } from '../../service/access/http/session-routes.ts';
import { signInRoutes } from '../../service/access/http/sign-in-routes.ts';
import { openAccess } from '../../service/access/open-access.ts';
import type { ServiceAccess } from '../../service/access/service-access.ts';
import { DEFAULT_LIMITS } from '../../service/api/api-limits.ts';
import type { Api, ApiParts } from '../../service/api/api-parts.ts';
import { createApi } from '../../service/api/create-api.ts';
import { type CallbackService, startCallbacks } from '../../service/callbacks/start-callbacks.ts';
import { readReference } from '../../service/config/read-reference.ts';
import type { ServiceConfig } from '../../service/config/service-config.ts';
import { measuredStore } from '../../service/metrics/measured-store.ts';
import { ServiceMetrics } from '../../service/metrics/service-metrics.ts';
import { type RunsService, startRuns } from '../../service/runs/start-runs.ts';
import type { ServiceLog } from '../../service/service-log.ts';
import type { Store } from '../../service/store/store.ts';
import type { World } from '../world.ts';
import { configFile } from './config-file.ts';
import { type PageFolders, pageFolders } from './folders.ts';
import { watchLeases } from './lease-watch.ts';
import { listen } from './listen.ts';
import { listenPlace, refuseOpenToAll } from './listen-place.ts';
import { openStore } from './open-store.ts';
import type { ServiceOutside } from './outside.ts';
import { openReach, type Reach } from './reach.ts';
import type { ServeOptions } from './serve-options.ts';

/** The service, at work. */
export interface StartedService {
  /** `http://127.0.0.1:8765` */
  readonly url: string;
  /** Where runs are kept, for a person. */
  readonly place: string;
  /** Who may call, for a person. */
  readonly authentication: string;
  readonly hasDashboard: boolean;
  /** Hands its runs over, answers what is under way, and closes everything. Never rejects. */
  end(): Promise<void>;
}

/** What the service uses of its world. */
export type ServiceWorld = Pick<World, 'version' | 'clock' | 'env' | 'newUid'>;

/** Where the service says what it does. */
export interface ServiceLogs {
  readonly log: ServiceLog;
  /** Writes its lines whatever the level of the log. */
  readonly audit: Audit;
}

/** Requests under way are waited for as long as this at the end. */
const LAST_ANSWERS = millisOf(5_000);

/** Opens all that the service needs, and begins. What was opened is closed again when something cannot be had. @throws as `serveCommand` */
export async function startService(
  options: ServeOptions,
  world: ServiceWorld,
  outside: ServiceOutside,
  { log, audit }: ServiceLogs,
): Promise<StartedService> {
  await using opened = new AsyncDisposableStack();
  const place = listenPlace(options.listen);
  const config = asFlagsSay(await configFile(options.config, (line) => log.warn(line)), options);
  const mayStrangersCall = options.allowUnauthenticated ?? false;
  refuseOpenToAll(place, config.authentication === undefined, mayStrangersCall);
  const metrics = new ServiceMetrics({ version: world.version });
  opened.defer(() => outside.clusters.close());
  const reach = await openReach({ config, options, world, clusters: outside.clusters, metrics, log });
  opened.defer(reach.close);
  const { store: bare, place: storePlace } = await openStore(options, world, true);
  opened.defer(() => bare.close());
  const measured = measuredStore(
    bare,
    (call) => metrics.called(call),
    () => outside.steady.now(),
  );
  const leases = watchLeases(measured, outside.steady);
  const { store } = leases;
  const { randomBytes: random, fetch } = outside;
  const access = await openAccess({
    config,
    store: store.access,
    clock: world.clock,
    env: world.env,
    random,
    fetch,
    mayStrangersCall,
  });
  const around: Around = {
    config,
    world,
    outside,
    log,
    audit,
    metrics,
    store,
    reach,
    access,
    folders: pageFolders(import.meta.dirname),
  };
  const signingKey = await signingKeyOf(config, world);
  const replica = world.newUid();
  const callbacks = beginCallbacks(around, replica, signingKey);
  const runs = beginRuns(around, replica);
  const endRuns = once(async () => {
    // What is not sent by then is given back with the runs.
    await callbacks.stop();
    await runs.stop();
  });
  opened.defer(endRuns);
  const closing = new AbortController();
  const unreadiness = (): string | undefined =>
    closing.signal.aborted ? 'this replica is ending' : leases.unreadiness();
  const api = await openApi(around, runs, { closing: closing.signal, unreadiness });
  opened.defer(() => endAnswering(api, outside));
  const url = await listen(api, place);
  log.info('serving', { url, store: storePlace });
  const all = opened.move();
  return {
    url,
    place: storePlace,
    authentication: describeAccess(access, mayStrangersCall),
    hasDashboard: existsSync(join(around.folders.dashboard, 'index.html')),
    async end() {
      closing.abort();
      // Runs first: others take them up while the last requests are answered.
      await endRuns();
      await all
        .disposeAsync()
        .catch((thrown: unknown) => log.warn('not everything could be closed', { why: String(thrown) }));
    },
  };
}

/** All that there is one of in the process. */
interface Around {
  readonly config: ServiceConfig;
  readonly world: ServiceWorld;
  readonly outside: ServiceOutside;
  readonly log: ServiceLog;
  readonly audit: Audit;
  readonly metrics: ServiceMetrics;
  readonly store: Store;
  readonly reach: Reach;
  readonly access: ServiceAccess;
  readonly folders: PageFolders;
}

/** @throws Fault USAGE_INVALID */
async function signingKeyOf({ callbacks }: ServiceConfig, { env }: ServiceWorld): Promise<Secret | undefined> {
  const { signingKey } = callbacks;
  return signingKey && (await readReference(signingKey, 'callbacks.signingKey', env));
}

function beginCallbacks(
  { world, outside, log, metrics, store, reach }: Around,
  replica: string,
  signingKey: Secret | undefined,
): CallbackService {
  return startCallbacks({
    store,
    replica,
    version: world.version,
    clock: world.clock,
    steady: outside.steady,
    random: outside.random,
    post: reach.post,
    keyFor: () => signingKey,
    measures: metrics,
    log,
  });
}

function beginRuns({ config, world, outside, log, metrics, store, reach }: Around, replica: string): RunsService {
  const { retention, limits } = config;
  return startRuns({
    store,
    replica,
    version: world.version,
    clock: world.clock,
    steady: outside.steady,
    newId: world.newUid,
    random: outside.random,
    worldFor: reach.worldFor,
    checkCallback: reach.checkCallback,
    ...(config.sharing.enabled && { sharing: sharingOf(config.sharing, { world, outside, metrics }) }),
    limits,
    keptRuns: (namespace) => retention.namespaces.get(namespace) ?? retention.default,
    measures: metrics.runs,
    log,
  });
}

function asFlagsSay(config: ServiceConfig, { sharing = true }: ServeOptions): ServiceConfig {
  return sharing ? config : { ...config, sharing: { ...config.sharing, enabled: false } };
}

/** Where runs share what they ask. */
function sharingOf(
  { skew, perConnection }: ServiceConfig['sharing'],
  { world, outside, metrics }: Pick<Around, 'world' | 'outside' | 'metrics'>,
): SharedQuestions {
  const { clock } = world;
  return new SharedQuestions({
    clock,
    steady: outside.steady,
    skew,
    perConnection,
    count: (how) => metrics.questioned(how),
  });
}

async function openApi(
  around: Around,
  service: RunsService,
  ending: Pick<ApiParts, 'closing' | 'unreadiness'>,
): Promise<Api> {
  const { config, world, outside, log, audit, metrics, store, reach, access, folders } = around;
  const { clock } = world;
  return createApi({
    version: world.version,
    store,
    runs: service.runs,
    feed: service.feed,
    access,
    audit,
    clock,
    steady: outside.steady,
    newId: world.newUid,
    log,
    limits: DEFAULT_LIMITS,
    ...ending,
    metrics: () => metrics.page(),
    folders,
    trustedProxies: config.trustedProxies,
    providerKinds: reach.providerKinds,
    extend(api) {
      sessionRoutes(api, { access, clock, audit });
      signInRoutes(api, { access, clock, audit });
    },
    onStreams: (streams) => metrics.watch({ load: () => service.load(), streams, countRuns: () => store.runs.count() }),
    onAnswer: (answer) => metrics.answered(answer),
  });
}

async function endAnswering(api: Api, { steady }: ServiceOutside): Promise<void> {
  const closed = api.close();
  const late = new AbortController();
  const isLate = waitUntil(steady, after(steady.now(), LAST_ANSWERS), late.signal);
  await Promise.race([closed, isLate]);
  late.abort();
  api.server.closeAllConnections();
  await closed;
}

function describeAccess({ authenticator }: ServiceAccess, mayStrangersCall: boolean): string {
  if (authenticator === undefined)
    return mayStrangersCall ? 'none: anybody may do everything' : 'none: this machine only';
  const { ways } = authenticator;
  return ways.length === 0
    ? 'JWTs of the issuer'
    : ways.map((way) => (way === 'token' ? 'API tokens' : 'OIDC')).join(', ');
}

/** Does something once, however often it is asked for. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
