import { formatGoDuration } from '../../core/go/duration.ts';
import { formatInstant, type Instant } from '../../core/instant.ts';
import { nameOf } from '../../kube/metadata.ts';
import { sayActions } from '../../rollout/plan/say-action.ts';
import { printable } from '../terminal/printable.ts';
import type { PlanReport } from './plan-report.ts';

/** A plan for a person to read. */
export function planText(report: PlanReport): string {
  const { rollout, now, foreseen } = report;
  const { namespace, name } = nameOf(rollout);
  const lines = [
    `Rollout ${namespace}/${name} at ${formatInstant(now)}`,
    '',
    ...actionLines(report),
    '',
    foreseen.error === undefined
      ? nextLook(foreseen.wakeAt, now)
      : `It fails, and is tried again soon: ${foreseen.error}`,
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function actionLines({ rollout, observed, foreseen }: PlanReport): readonly string[] {
  const { actions } = foreseen;
  if (actions.length === 0) return ['Nothing is to be done.'];
  return sayActions(actions, { ...observed, rollout }).flatMap(({ text, details }, index) => {
    const assumed = actions[index]?.kind === 'route' ? ['   if they take it without trouble:'] : [];
    return [`${`${index + 1}.`.padStart(3)} ${text}`, ...details.map((detail) => `      ${detail}`), ...assumed];
  });
}

function nextLook(wakeAt: Instant | undefined, now: Instant): string {
  if (wakeAt === undefined) return 'Then it waits for something to change.';
  const within = formatGoDuration(BigInt(Math.max(0, Math.round(wakeAt - now))) * 1_000_000n);
  return `Then it looks again at ${formatInstant(wakeAt)} (in ${within}), or when something changes.`;
}
