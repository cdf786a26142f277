import type { Instant } from './instant.ts';
import type { Value } from './value.ts';

/** Text by text: what a measurement or a metric keeps beside its value. */
export type Metadata = Readonly<Record<string, string>>;

/** How a look at a backend can end when the backend itself judges. */
export type JudgedPhase = 'Successful' | 'Failed' | 'Inconclusive' | 'Error';

/** What one look at a backend gave. A provider that could not look throws a Fault instead. */
export type Reading =
  | {
      readonly kind: 'value';
      /** What the conditions see as `result`. */
      readonly value: Value;
      /** The value as the status shows it, in the format of this provider. */
      readonly text: string;
      readonly metadata?: Metadata;
      /** Keep `text` on the measurement even when a condition cannot be evaluated (Graphite, CloudWatch). Default: not kept. */
      readonly keepsText?: true;
      /** One sentence for the explanation, such as that the body was no JSON and is judged as text. */
      readonly note?: string;
    }
  | {
      readonly kind: 'pending';
      /** When to look again; absent where only an outside event tells. */
      readonly resumeAt?: Instant;
      /** Phase while unfinished. Default `Running`. */
      readonly phase?: 'Running' | 'Pending' | '';
      readonly metadata?: Metadata;
      readonly message?: string;
    }
  | {
      readonly kind: 'judged';
      readonly phase: JudgedPhase;
      /** Text for the status' `value`; absent for most. */
      readonly text?: string;
      readonly metadata?: Metadata;
      readonly message?: string;
    };
