import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../../core/fault.ts';
import type { ServiceAccess } from '../../service/access/service-access.ts';
import { endAnswering, openApi } from './answer-calls.ts';
import { openAround, type ServiceLogs, type ServiceWorld } from './around.ts';
import { driveRuns } from './drive-runs.ts';
import { listen } from './listen.ts';
import { listenPlace } from './listen-place.ts';
import type { ServiceOutside } from './outside.ts';
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

/** Opens all that the service needs, and begins. What was opened is closed again when something cannot be had. @throws as `serveCommand` */
export async function startService(
  options: ServeOptions,
  world: ServiceWorld,
  outside: ServiceOutside,
  { log, audit }: ServiceLogs,
): Promise<StartedService> {
  await using opened = new AsyncDisposableStack();
  const place = listenPlace(options.listen);
  const around = await openAround({ options, place, world, outside, log, audit }, opened);
  const runs = await driveRuns(around);
  opened.defer(runs.end);
  const closing = new AbortController();
  const api = await openApi(around, runs.service, closing.signal);
  opened.defer(() => endAnswering(api, outside));
  const url = await listen(api, place);
  log.info('serving', { url, store: around.storePlace });
  const all = opened.move();
  return {
    url,
    place: around.storePlace,
    authentication: describeAccess(around.access, options),
    hasDashboard: existsSync(join(around.folders.dashboard, 'index.html')),
    async end() {
      closing.abort();
      // Runs first: others take them up while the last requests are answered.
      await runs.end();
      await all
        .disposeAsync()
        .catch((thrown: unknown) => log.warn(`not everything could be closed: ${textOf(thrown)}`));
    },
  };
}

function describeAccess({ authenticator }: ServiceAccess, { allowUnauthenticated = false }: ServeOptions): string {
  if (authenticator === undefined) {
    return allowUnauthenticated ? 'none: anybody may do everything' : 'none: this machine only';
  }
  const ways = authenticator.ways.map((way) => (way === 'token' ? 'API tokens' : 'OIDC'));
  return ways.length === 0 ? 'JWTs of the issuer' : ways.join(', ');
}
