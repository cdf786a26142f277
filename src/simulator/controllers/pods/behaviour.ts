import type { Millis } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';

/** What a pod does once a node has it. Times are counted from one step to the next; none is below 0. */
export type PodBehaviour =
  /** Runs until it is deleted. It is ready `readyMs` after it runs; `Infinity` for never. */
  | { readonly kind: 'serves'; readonly startMs: Millis; readonly readyMs: Millis; readonly stopMs: Millis }
  /** Runs for a while and ends with an exit code, 0 to 255. */
  | { readonly kind: 'ends'; readonly startMs: Millis; readonly lengthMs: Millis; readonly exitCode: number }
  /** Is started again and again in vain: it runs for `lengthMs`, ready for as long as that, and then waits for good. */
  | {
      readonly kind: 'crashes';
      readonly startMs: Millis;
      readonly lengthMs: Millis;
      /** The word for how it ended, such as `Error` or `StartError`. */
      readonly reason: string;
      readonly exitCode: number;
      readonly message: string;
    }
  /** Never starts, because the image of this container cannot be had. */
  | { readonly kind: 'unpullable'; readonly container: string };

/** Says what a pod does. Asked once for each pod, when a node has it; the answer is kept. */
export type BehaviourOf = (pod: JsonObject) => PodBehaviour;
