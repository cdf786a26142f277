import { onTestFinished } from 'vitest';
import { millisOf } from '../../src/core/instant.ts';
import type { CachedKind } from '../../src/kube/controllers/caches.ts';
import type { Controller, ControllerName } from '../../src/kube/controllers/controller.ts';
import type { Measures } from '../../src/kube/controllers/measures.ts';
import { type RunningControllers, startControllers } from '../../src/kube/controllers/start-controllers.ts';
import { keyOf, nameOf } from '../../src/kube/metadata.ts';
import { GuardedWriter } from '../../src/kube/write/guarded-writer.ts';
import type { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { DEFAULT_APIS } from '../../src/traffic/route.ts';
import type { MemoryApi } from './memory-api.ts';

/** Writes down which objects it was asked to look at. */
export interface Looker extends Controller {
  readonly looked: string[];
  /** Looks take until this resolves. */
  block?: Promise<void>;
}

/** A controller that looks at the objects of one kind and does nothing. */
export function looker(name: ControllerName, kind: CachedKind, more: Partial<Controller> = {}): Looker {
  const looked: string[] = [];
  const self: Looker = {
    name,
    workers: 1,
    looked,
    concerns: (of, { object }) => (of === kind ? [keyOf(nameOf(object))] : []),
    async sync(key) {
      looked.push(key);
      await self.block;
      return {};
    },
    ...more,
  };
  return self;
}

export const NO_LOG = { debug() {}, info() {}, warn() {}, error() {} };
export const NO_MEASURES: Measures = { synced() {}, told() {}, updateEnded() {}, gone() {} };

/** Starts controllers on an API in memory; they end with the test. */
export function controllersAt(
  api: MemoryApi,
  clock: VirtualClock,
  controllers: readonly Controller[],
  measures: Measures = NO_MEASURES,
): RunningControllers {
  const running = startControllers(
    {
      namespace: '',
      instanceId: '',
      resyncPeriod: millisOf(900_000),
      routerApis: DEFAULT_APIS,
      requireEvidence: false,
      kinds: ['rollouts', 'analysisRuns'],
      mentions: { rollouts: () => [], experiments: () => [] },
    },
    {
      cluster: api,
      clock,
      steady: clock,
      random: () => 0.5,
      log: NO_LOG,
      measures,
      recorder: { record() {} },
      writerFor: (caches) =>
        new GuardedWriter({ cluster: api, mayWrite: () => true, storeOf: (resource) => caches.of(resource) }),
      controllers: () => controllers,
    },
  );
  onTestFinished(() => running.stop(millisOf(0)));
  return running;
}
