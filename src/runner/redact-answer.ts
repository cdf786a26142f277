import type { Answer } from '../analysis/sample.ts';
import type { Metadata } from '../core/reading.ts';
import type { Redact } from '../core/secret.ts';

/** Numbers, booleans and lists of numbers: texts that cannot hold a secret, where redaction could only spoil digits. */
const NUMBERS_ONLY = /^[\d\s.,+\-eE[\]NaInf]*$|^(true|false|null)$/;

/**
 * Takes the run's secrets out of everything an answer puts into the status. Upstream redacts only the message;
 * a secret that a backend echoes, or that stands in a query kept as metadata, would stay readable there.
 */
export function redactAnswer(answer: Answer, redact: Redact): Answer {
  const { message, metadata } = answer;
  const value = answer.kind === 'ended' ? answer.value : undefined;
  return {
    ...answer,
    ...(message !== undefined && { message: redact(message) }),
    ...(metadata !== undefined && { metadata: redactMetadata(metadata, redact) }),
    ...(value !== undefined && { value: NUMBERS_ONLY.test(value) ? value : redact(value) }),
  };
}

/** The same for what a metric keeps. */
export function redactMetadata(metadata: Metadata, redact: Redact): Metadata {
  return Object.fromEntries(Object.entries(metadata).map(([key, text]) => [key, redact(text)]));
}
