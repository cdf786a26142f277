import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/cli/system-clock.ts';
import { steadyClock } from '../../src/kube/steady-clock.ts';
import { sessionRoutes } from '../../src/service/access/http/session-routes.ts';
import { openAccess } from '../../src/service/access/open-access.ts';
import { DEFAULT_LIMITS } from '../../src/service/api/api-limits.ts';
import { createApi } from '../../src/service/api/create-api.ts';
import { openApiOf } from '../../src/service/api/openapi/describe-api.ts';
import { defaultConfig } from '../../src/service/config/read-config.ts';
import type { Runs } from '../../src/service/runs/runs.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** docs/openapi.json: what the service says of itself at `/api/openapi.json`. */
export async function openApiText(): Promise<string> {
  const store = await openSqlite({ clock: systemClock });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const given = {
    config: defaultConfig(),
    store: store.access,
    clock: systemClock,
    env: {},
    fetch,
    mayStrangersCall: false,
  };
  const access = await openAccess({ ...given, random: (count) => new Uint8Array(count) });
  const audit = (): void => {};
  const api = await createApi({
    version,
    store,
    // Routes are described here, and never called.
    runs: {} as Runs,
    feed: { hear: async () => () => {} },
    access,
    audit,
    clock: systemClock,
    steady: steadyClock,
    newId: () => '',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    limits: DEFAULT_LIMITS,
    unreadiness: () => undefined,
    closing: new AbortController().signal,
    metrics: async () => ({ contentType: '', text: '' }),
    folders: { dashboard: ROOT, swagger: ROOT },
    trustedProxies: [],
    providerKinds: [],
    extend: (api) => sessionRoutes(api, { access, clock: systemClock, audit }),
  });
  await api.ready();
  const document = openApiOf(api);
  await api.close();
  await store.close();
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
