import type { Audit } from '../../service/access/audit/audit.ts';
import { openAccess } from '../../service/access/open-access.ts';
import type { ServiceAccess } from '../../service/access/service-access.ts';
import type { ServiceConfig } from '../../service/config/service-config.ts';
import { measuredStore } from '../../service/metrics/measured-store.ts';
import { ServiceMetrics } from '../../service/metrics/service-metrics.ts';
import type { RunBounds } from '../../service/runs/run-parts.ts';
import type { ServiceLog } from '../../service/service-log.ts';
import type { World } from '../world.ts';
import { configFile } from './config-file.ts';
import { type PageFolders, pageFolders } from './folders.ts';
import { type LeaseWatch, watchLeases } from './lease-watch.ts';
import { type ListenPlace, refuseOpenToAll } from './listen-place.ts';
import { openStore } from './open-store.ts';
import type { ServiceOutside } from './outside.ts';
import { openReach, type Reach } from './reach.ts';
import { openRunBounds } from './run-bounds.ts';
import type { ServeOptions } from './serve-options.ts';

/** What the service uses of its world. */
export type ServiceWorld = Pick<World, 'version' | 'clock' | 'env' | 'newUid' | 'entry'>;

/** Where the service says what it does. */
export interface ServiceLogs {
  readonly log: ServiceLog;
  /** Writes its lines whatever the level of the log. */
  readonly audit: Audit;
}

/** All that there is one of in the process. */
export interface Around extends ServiceLogs {
  readonly config: ServiceConfig;
  readonly world: ServiceWorld;
  readonly outside: ServiceOutside;
  readonly metrics: ServiceMetrics;
  readonly leases: LeaseWatch;
  /** Where runs are kept, for a person. */
  readonly storePlace: string;
  readonly reach: Reach;
  readonly access: ServiceAccess;
  readonly folders: PageFolders;
  readonly bounds: RunBounds;
}

/** What it is opened with. */
export interface AroundParts extends ServiceLogs {
  readonly options: ServeOptions;
  readonly place: ListenPlace;
  readonly world: ServiceWorld;
  readonly outside: ServiceOutside;
}

/** Opens what the service stands on: configuration, reach, store, access. @param opened closes it again. @throws as `serveCommand` */
export async function openAround(
  { options, place, world, outside, log, audit }: AroundParts,
  opened: AsyncDisposableStack,
): Promise<Around> {
  const config = asFlagsSay(await configFile(options.config, (line) => log.warn(line)), options);
  const mayStrangersCall = options.allowUnauthenticated ?? false;
  refuseOpenToAll(place, config.authentication === undefined, mayStrangersCall);
  const metrics = new ServiceMetrics({ version: world.version });
  const { clusters, steady, randomBytes: random, fetch } = outside;
  opened.defer(() => clusters.close());
  const reach = await openReach({ config, options, world, clusters, metrics, log });
  opened.defer(reach.close);
  const { store, place: storePlace } = await openStore(options, world, true);
  opened.defer(() => store.close());
  const measured = measuredStore(
    store,
    (call) => metrics.called(call),
    () => steady.now(),
  );
  const { clock, env } = world;
  const access = await openAccess({ config, store: measured.access, clock, env, random, fetch, mayStrangersCall });
  const leases = watchLeases(measured, steady);
  const folders = pageFolders(import.meta.dirname);
  const { close, ...bounds } = openRunBounds(world, steady);
  opened.defer(close);
  return { config, world, outside, log, audit, metrics, leases, storePlace, reach, access, folders, bounds };
}

function asFlagsSay(config: ServiceConfig, { sharing = true }: ServeOptions): ServiceConfig {
  return sharing ? config : { ...config, sharing: { ...config.sharing, enabled: false } };
}
