import { resultOf } from '../../analysis/schedule.ts';
import type { Instant } from '../../core/instant.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { Span } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { lookOf } from './phase-look.ts';
import { clockText } from './time-text.ts';
import type { ViewState } from './view-state.ts';

/** The first line of the view: its name, how the run stands, how long it goes on, how many of its metrics have ended. */
export function headerOf({ name, progress }: ViewState, now: Instant): readonly Span[] {
  const { status } = progress;
  const { icon, format } = lookOf(status.phase);
  const end = status.completedAt ?? now;
  const elapsed = status.startedAt === undefined ? '0:00' : clockText(end - status.startedAt);
  return [
    { text: printable(name), format: 'bold' },
    { text: '  ' },
    { text: `${icon} ${status.phase || 'Pending'}`, format },
    { text: `  ${elapsed}` },
    { text: endedText(progress), format: 'dim' },
  ];
}

function endedText({ resolved: { spec }, status }: ViewState['progress']): string {
  if (spec.kind === 'refused') return '';
  const ended = spec.metrics.filter(({ name }) => isCompleted(resultOf(status, name)?.phase)).length;
  return `  ${ended} of ${spec.metrics.length} ${spec.metrics.length === 1 ? 'metric' : 'metrics'} decided`;
}
