import { lineTeller } from '../../src/cli/demo/line-teller.ts';
import { picture } from '../../src/cli/demo/picture.ts';
import { SHOWS, type ShownStrategy } from '../../src/cli/demo/play-demo.ts';
import type { Teller } from '../../src/cli/demo/teller.ts';
import { plain } from '../../src/cli/terminal/paint.ts';
import type { Clock } from '../../src/core/clock.ts';
import { recordDemo } from './record-demo.ts';

/** Columns: what a page shows without a bar to scroll. */
const WIDTH = 100;
/** Lines of a large window. */
const ROWS = 40;

/** Recordings of `verdict demo`, by the names of their blocks. @throws Error when the demo does not go as told */
export async function demoBlocks(): Promise<ReadonlyMap<string, () => string>> {
  const [canary, blueGreen] = [await recorded('canary'), await recorded('blueGreen')];
  return new Map([
    ['demo', () => inFence('$ npx verdict demo', canary.text)],
    ['demo-picture', () => inFence(undefined, canary.picture)],
    ['demo-blue-green', () => inFence('$ npx verdict demo --blue-green', blueGreen.text)],
  ]);
}

interface Recorded {
  readonly text: string;
  /** The terminal as it was when the last release had failed, with its pods still there. */
  readonly picture: string;
}

async function recorded(strategy: ShownStrategy): Promise<Recorded> {
  let text = '';
  let shown = '';
  const tellerOn = (clock: Clock): Teller => ({
    ...lineTeller((more) => (text += more), { startedAt: clock.now(), paint: plain, width: WIDTH }),
    show(seen) {
      const hasFailed = seen.runs.some(({ explanation }) => explanation.verdict === 'fail');
      if (!hasFailed) shown = picture(seen, { columns: WIDTH, rows: ROWS }, clock.now(), plain).join('\n');
    },
  });
  if (!(await recordDemo(SHOWS[strategy], tellerOn))) throw new Error(`the demo did not go as told:\n${text}`);
  return { text, picture: shown };
}

function inFence(command: string | undefined, text: string): string {
  return ['```', ...(command === undefined ? [] : [command]), text.trim(), '```'].join('\n');
}
