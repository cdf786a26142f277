import type { Clock } from '../../core/clock.ts';
import type { Millis } from '../../core/instant.ts';
import type { RouterApis } from '../../traffic/route.ts';
import type { Cluster } from '../cluster.ts';
import type { EventRecorder } from '../events/event-recorder.ts';
import type { Writer } from '../write/writer.ts';
import type { Caches } from './caches.ts';
import type { Log } from './log.ts';
import type { Measures } from './measures.ts';

/** What every controller has at hand while this process leads. */
export interface Parts {
  readonly cluster: Cluster;
  readonly caches: Caches;
  /** All writes go through it: it is fenced by the lease and tells the caches. */
  readonly writer: Writer;
  readonly recorder: Pick<EventRecorder, 'record'>;
  /** The machine's own time, which may jump: for what is decided and written. */
  readonly clock: Clock;
  /** One that does not jump: for lengths of time within this process. */
  readonly steady: Clock;
  readonly log: Log;
  readonly measures: Measures;
  /** Empty: that of none. @see rollout.md §22 */
  readonly instanceId: string;
  readonly resyncPeriod: Millis;
  readonly routerApis: RouterApis;
  /** A run that was not evaluated holds its Rollout instead of letting it go on. */
  readonly requireEvidence: boolean;
}
