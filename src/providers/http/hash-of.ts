import { hash } from 'node:crypto';

/** A short name for anything that can be written as JSON, from which nobody can tell what it was: credentials may be among it. */
export function hashOf(parts: unknown): string {
  return hash('sha256', JSON.stringify(parts), 'base64');
}
