import { createHash } from 'node:crypto';

/** A UUID (version 8) made of a text: the same text gives the same one, whoever asks, however often. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What backends know an attempt of a run by: the first by the run's own id, later ones by others, so that none finds another's Jobs. */
export function uidOf(runId: string, attempt: number): string {
  return attempt === 1 ? runId : uuidOf(`${runId} attempt ${attempt}`);
}
