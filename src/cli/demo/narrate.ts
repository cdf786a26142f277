import type { Verdict } from '../../analysis/explanation.ts';
import type { Json } from '../../core/json.ts';
import { stepText } from '../../rollout/canary/step-text.ts';
import { readStep } from '../../rollout/reading/read-steps.ts';
import type { Line, Tone } from './line.ts';
import { newVersion, type Seen, type SeenRun } from './seen.ts';

/** What is new, without its moment. */
type Told = Omit<Line, 'at'>;

/**
 * Tells what has happened from one sight to the next, in the order in which it comes about: what was measured and what the gate said,
 * then where the requests go, then where the release stands.
 */
export function narrate(before: Seen, now: Seen): readonly Line[] {
  return [
    ...runLines(before, now),
    ...trafficLines(before, now),
    ...stepLines(before, now),
    ...endLines(before, now),
  ].map((told) => ({ at: now.at, ...told }));
}

/** How a run is called in a sentence: `analysis of step 2`. */
export function runName({ purpose, stepIndex = 0 }: Pick<SeenRun, 'purpose' | 'stepIndex'>): string {
  switch (purpose) {
    case 'Step':
      return `analysis of step ${stepIndex + 1}`;
    case 'Background':
      return 'background analysis';
    case 'PrePromotion':
      return 'pre-promotion analysis';
    case 'PostPromotion':
      return 'post-promotion analysis';
  }
}

function runLines(before: Seen, now: Seen): readonly Told[] {
  return now.runs.flatMap((run) => {
    const known = before.runs.find(({ name }) => name === run.name);
    return [
      ...begun(run, known),
      ...misses(run, known),
      ...(run.isOver && known?.isOver !== true ? [verdictLine(run)] : []),
    ];
  });
}

function begun(run: SeenRun, known: SeenRun | undefined): readonly Told[] {
  if (known !== undefined) return [];
  const metrics = run.explanation.metrics.map(({ name }) => name).join(', ');
  return [plain(`${runName(run)} begins to measure ${run.version}: ${metrics}`)];
}

/** A bad measurement is worth a line; a good one is only counted. */
function misses(run: SeenRun, known: SeenRun | undefined): readonly Told[] {
  return run.explanation.metrics.flatMap(({ name, deciding, limits }) => {
    if (notGood(run, name) <= notGood(known, name)) return [];
    const { value, message = 'no answer', phase } = deciding ?? {};
    const limit = limits.find((one) => one.limit === 'failureLimit');
    const count = phase !== 'Failed' || limit === undefined ? '' : `, failure ${limit.had} (${limit.allowed} allowed)`;
    return [{ tone: 'bad' as const, text: `${name} of ${run.version} is ${value ?? message}: ${phase}${count}` }];
  });
}

function notGood(run: SeenRun | undefined, metric: string): number {
  const { bad, unclear } = run?.measured.get(metric) ?? { bad: 0, unclear: 0 };
  return bad + unclear;
}

const TONES: Readonly<Record<Verdict, Tone>> = {
  pass: 'good',
  fail: 'bad',
  error: 'bad',
  undecided: 'warn',
  notEvaluated: 'plain',
};

function verdictLine(run: SeenRun): Told {
  const { verdict, sentence, phase } = run.explanation;
  // It measures as long as the release goes on: that its end comes from outside is as it should be, and proves nothing.
  const isEndedByRelease = verdict === 'notEvaluated' && phase === 'Successful' && run.purpose === 'Background';
  if (!isEndedByRelease) return { tone: TONES[verdict], text: `${runName(run)}: ${sentence}` };
  return plain(`${runName(run)} ends with the release: ${countsText(run)}`);
}

/** Such as `error-percent was good 5 times of 5`. */
function countsText({ measured }: SeenRun): string {
  return Array.from(
    measured,
    ([metric, { good, bad, unclear }]) => `${metric} was good ${good} times of ${good + bad + unclear}`,
  ).join(', ');
}

function stepLines(before: Seen, now: Seen): readonly Told[] {
  const { steps } = now.info;
  if (now.step === undefined) return [];
  const from = before.step ?? -1;
  return steps
    .slice(from + 1, now.step + 1)
    .map((step, index) => plain(stepLine(step, from + 1 + index, steps.length)));
}

function stepLine(step: Json, index: number, count: number): string {
  return `step ${index + 1} of ${count}, ${stepText(readStep(step))}`;
}

function trafficLines(before: Seen, now: Seen): readonly Told[] {
  const version = newVersion(now.info);
  const had = before.traffic.get(version) ?? 0;
  const has = now.traffic.get(version) ?? 0;
  if (had === has) return [];
  const rest = [...now.traffic].filter(([other, part]) => other !== version && part > 0);
  const others = rest.map(([other, part]) => `${other} ${part} %`).join(', ');
  const text = `traffic: ${version} ${has} %${others === '' ? '' : `, ${others}`}`;
  return [has === 0 ? { tone: 'good', text: `${text}: nobody meets ${version} any more` } : plain(text)];
}

function endLines(before: Seen, now: Seen): readonly Told[] {
  const { info } = now;
  if (info.status === before.info.status && info.message === before.info.message) return [];
  const told = `Rollout ${info.objectMeta.name} is ${info.status}`;
  if (info.status === 'Healthy') return [{ tone: 'good', text: `${told}: ${newVersion(info)} is released` }];
  return info.status === 'Degraded' ? [{ tone: 'bad', text: `${told}: ${info.message}` }] : [];
}

function plain(text: string): Told {
  return { tone: 'plain', text };
}
