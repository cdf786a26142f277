import { clockText } from '../view/time-text.ts';
import { runsOf } from './as-told.ts';
import type { Impact } from './load.ts';
import { runName } from './narrate.ts';
import type { PlayedAct } from './play.ts';
import type { SeenRun } from './seen.ts';
import { imageOf } from './story/shop.ts';
import type { Ending } from './story/story.ts';

const LABEL_WIDTH = 26;
const CELL_WIDTH = 14;

const ENDINGS: Readonly<Record<Ending, string>> = { released: 'released', takenBack: 'taken back' };

/**
 * The end of the demo as lines: the releases side by side, what the ones that failed meant for the users, and whether all went as told.
 * None is wider than 60 columns, but for what went otherwise.
 */
export function summaryText(acts: readonly PlayedAct[]): readonly string[] {
  return [
    row('Summary', acts, ({ act }) => imageOf(act.version)),
    row('  it was', acts, ({ act, otherThanTold }) => (otherThanTold.length > 0 ? 'see below' : ENDINGS[act.ending])),
    ...(acts.some(({ course }) => course.last.info.steps.length > 0) ? [row('  steps', acts, stepsCell)] : []),
    ...runNames(acts).map((name) => row(`  ${name}`, acts, (played) => verdictCell(played, name))),
    row('  most of the requests', acts, ({ course }) => `${course.mostTraffic} %`),
    row('  it took', acts, ({ course }) => clockText((course.endedAt ?? course.last.at) - course.startedAt)),
    ...acts.flatMap(impactLines),
    ...acts.flatMap(troubleLines),
  ];
}

function row(label: string, acts: readonly PlayedAct[], cell: (played: PlayedAct) => string): string {
  return `${label.padEnd(LABEL_WIDTH)}${acts.map((played) => cell(played).padEnd(CELL_WIDTH)).join('')}`.trimEnd();
}

function stepsCell({ course }: PlayedAct): string {
  return `${course.stepsDone} of ${course.last.info.steps.length}`;
}

function runNames(acts: readonly PlayedAct[]): readonly string[] {
  return [...new Set(acts.flatMap((played) => runsIn(played).map(runName)))];
}

function runsIn({ act, course }: PlayedAct): readonly SeenRun[] {
  return runsOf(course.last, act.version);
}

/** The verdict; for an analysis that ended with its release how often it was good. */
function verdictCell(played: PlayedAct, name: string): string {
  const run = runsIn(played).find((one) => runName(one) === name);
  if (run === undefined) return '-';
  const { verdict } = run.explanation;
  if (verdict !== 'notEvaluated') return verdict;
  const counts = [...run.measured.values()];
  const all = counts.reduce((sum, { good, bad, unclear }) => sum + good + bad + unclear, 0);
  return `${counts.reduce((sum, { good }) => sum + good, 0)} of ${all} good`;
}

function impactLines({ act, impact }: PlayedAct): readonly string[] {
  if (impact.breachAt === undefined) return [];
  const { version } = act;
  const until =
    impact.untilZero === undefined
      ? `${version} began to fail and still has requests.`
      : `From breach (${version} begins to fail) to traffic zero: ${seconds(impact.untilZero)}.`;
  return ['', until, shareText(version, impact)];
}

function shareText(version: string, { requests, had, failed }: Impact): string {
  const share = requests === 0 ? 0 : (100 * had) / requests;
  return `${version} saw ${share.toFixed(1)} % of all requests (${count(had)} of ${count(requests)}); ${count(failed)} failed.`;
}

function troubleLines({ act, otherThanTold }: PlayedAct): readonly string[] {
  return otherThanTold.map((text) => `${imageOf(act.version)} did not go as told: ${text}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
