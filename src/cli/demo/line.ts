import type { Instant } from '../../core/instant.ts';

/** One thing that is told, at the moment at which it was seen. */
export interface Line {
  readonly at: Instant;
  readonly tone: Tone;
  /** Without line breaks. */
  readonly text: string;
}

/** `good` and `bad` are what the gate says and what comes of it; `warn` is trouble that it has yet to see. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';
