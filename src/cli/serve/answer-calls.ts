import { waitUntil } from '../../core/clock.ts';
import { after, millisOf } from '../../core/instant.ts';
import { sessionRoutes } from '../../service/access/http/session-routes.ts';
import { signInRoutes } from '../../service/access/http/sign-in-routes.ts';
import { DEFAULT_LIMITS } from '../../service/api/api-limits.ts';
import type { Api } from '../../service/api/api-parts.ts';
import { createApi } from '../../service/api/create-api.ts';
import { readingFor } from '../../service/runs/reading-for.ts';
import type { RunsService } from '../../service/runs/start-runs.ts';
import type { Around } from './around.ts';

/** Puts the API together. @param closing aborted when the service begins to end */
export function openApi(around: Around, service: RunsService, closing: AbortSignal): Promise<Api> {
  const { config, world, outside, log, audit, metrics, leases, reach, access, folders, bounds } = around;
  const { clock } = world;
  const { store } = leases;
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
    unreadiness: () => (closing.aborted ? 'this replica is ending' : leases.unreadiness()),
    closing,
    metrics: () => metrics.page(),
    folders,
    trustedProxies: config.trustedProxies,
    providerKinds: reach.providerKinds,
    reading: (namespace) => readingFor(namespace, bounds),
    extend(api) {
      sessionRoutes(api, { access, clock, audit });
      signInRoutes(api, { access, clock, audit });
    },
    onStreams: (streams) => metrics.watch({ load: () => service.load(), streams, countRuns: () => store.runs.count() }),
    onAnswer: (answer) => metrics.answered(answer),
  });
}

/** Requests under way are waited for as long as this at the end. */
const LAST_ANSWERS = millisOf(5_000);

/** Answers what is under way, and nobody any more. */
export async function endAnswering(api: Api, { steady }: Around['outside']): Promise<void> {
  const closed = api.close();
  const late = new AbortController();
  const isLate = waitUntil(steady, after(steady.now(), LAST_ANSWERS), late.signal);
  await Promise.race([closed, isLate]);
  late.abort();
  api.server.closeAllConnections();
  await closed;
}
