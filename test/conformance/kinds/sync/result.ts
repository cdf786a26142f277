import type { Json } from '../../../../src/core/json.ts';
import type { LineEvent } from './line.ts';

/** What a sync came to, as it is compared. */
export interface Result {
  /** By `Kind/namespace/name`. */
  readonly objects: Readonly<Record<string, Json>>;
  readonly events: readonly LineEvent[];
  readonly error: string | null;
  /** What the routers were asked, where it is not what the line says. */
  readonly routerCalls: Json;
  /** Ours is looked at again no later than the original. */
  readonly isWokenInTime: boolean;
}
