import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { millisOf } from '../../src/core/instant.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { type CachesOptions, startCaches } from '../../src/kube/controllers/caches.ts';
import type { Parts } from '../../src/kube/controllers/parts.ts';
import type { ObjectEvent } from '../../src/kube/events/event.ts';
import { GuardedWriter } from '../../src/kube/write/guarded-writer.ts';
import { DEFAULT_APIS } from '../../src/traffic/route.ts';

export interface PartsOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  /** Default: all. */
  readonly namespace?: string;
  /** Default: nothing is mentioned. */
  readonly mentions?: CachesOptions['mentions'];
  /** Default: always. */
  readonly mayWrite?: () => boolean;
  readonly onChange?: CachesOptions['onChange'];
}

/** What controllers have at hand, with events kept here; the caches are full, and end with the test. */
export async function startParts(
  options: PartsOptions,
): Promise<{ readonly parts: Parts; readonly events: readonly ObjectEvent[] }> {
  const { cluster, clock, namespace = '', mentions, mayWrite = () => true, onChange = () => {} } = options;
  const abort = new AbortController();
  const resyncPeriod = millisOf(15 * 60_000);
  const caches = startCaches(
    {
      namespace,
      instanceId: '',
      resyncPeriod,
      mentions: mentions ?? { rollouts: () => [], experiments: () => [] },
      onChange,
      onTrouble: () => {},
    },
    { cluster, clock, random: () => 0.5, signal: abort.signal },
  );
  onTestFinished(async () => {
    abort.abort();
    await caches.over();
  });
  await caches.synced;
  const events: ObjectEvent[] = [];
  const parts: Parts = {
    cluster,
    caches,
    writer: new GuardedWriter({ cluster, mayWrite, storeOf: (resource) => caches.of(resource) }),
    recorder: { record: (event) => events.push(event) },
    clock,
    steady: clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    measures: { synced() {}, told() {}, updateEnded() {}, gone() {} },
    instanceId: '',
    resyncPeriod,
    routerApis: DEFAULT_APIS,
    requireEvidence: false,
  };
  return { parts, events };
}
