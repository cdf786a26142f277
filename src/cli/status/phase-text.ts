import type { PhaseAndMessage } from '../../rollout/phase/rollout-phase.ts';
import { printableLines } from '../terminal/printable.ts';

/** Whether nothing more is to come of it by itself. */
export function isEnd({ phase }: PhaseAndMessage): boolean {
  return phase === 'Healthy' || phase === 'Degraded';
}

/** The message, fit to be shown; it may have several lines, as those of webhooks do. */
export function messageOf({ message }: PhaseAndMessage): string {
  return printableLines(message).join('\n');
}
