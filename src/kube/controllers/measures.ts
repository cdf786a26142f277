import type { ObjectName } from '../resource.ts';
import type { ControllerName } from './controller.ts';

/** What controllers tell of their work, for whoever counts it. */
export interface Measures {
  /** A sync has ended. @param seconds  how long it took */
  synced(controller: ControllerName, object: ObjectName, seconds: number, hasFailed: boolean): void;
  /** An event was recorded about an object. */
  told(kind: string, object: ObjectName, type: string, reason: string): void;
  /** An update of a Rollout came to its end. Lengths in seconds; `progression` is without manual pauses. @see interfaces.md §9.1 */
  updateEnded(status: string, lengths: { readonly total: number; readonly manualPause: number }): void;
  /** An object is gone; its series may go too. */
  gone(kind: string, object: ObjectName): void;
}
