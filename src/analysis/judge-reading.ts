import type { Reading } from '../core/reading.ts';
import type { CompletedPhase } from '../resources/run-status.ts';
import type { Answer } from './sample.ts';

/** What the conditions made of a value; `message` only for `Error`. */
export interface Outcome {
  readonly phase: CompletedPhase;
  readonly message?: string;
}

/**
 * What a look came to: the reading with its value judged. `judge` is the condition language, already bound to the conditions.
 * A value whose condition cannot be evaluated loses its text and metadata, as in the original, unless the provider keeps the text.
 */
export function judgeReading(
  reading: Reading,
  judge: (value: (Reading & { kind: 'value' })['value']) => Outcome,
): Answer {
  switch (reading.kind) {
    case 'value':
      return answerTo(reading, judge(reading.value));
    case 'pending':
      return { ...reading, phase: reading.phase ?? 'Running' };
    case 'judged': {
      const { text, ...rest } = reading;
      return { ...rest, kind: 'ended', ...(text !== undefined && { value: text }) };
    }
  }
}

/** A reading of kind `value` with the outcome its conditions had. */
export function answerTo(reading: Reading & { kind: 'value' }, { phase, message }: Outcome): Answer {
  if (phase === 'Error') {
    return {
      kind: 'ended',
      phase,
      ...(message !== undefined && { message }),
      ...(reading.keepsText && { value: reading.text }),
    };
  }
  return { kind: 'ended', phase, value: reading.text, ...(reading.metadata && { metadata: reading.metadata }) };
}

/** The end of a measurement whose provider could not answer. */
export function failedAnswer(message: string): Answer {
  return { kind: 'ended', phase: 'Error', message };
}
