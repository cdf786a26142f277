import { describe, expect, it } from 'vitest';
import { recordDemo } from '../../../scripts/docs/record-demo.ts';
import { lineTeller } from '../../../src/cli/demo/line-teller.ts';
import { SHOWS, type Show, type ShownStrategy } from '../../../src/cli/demo/play-demo.ts';
import type { Act, Story } from '../../../src/cli/demo/story/story.ts';
import type { Teller } from '../../../src/cli/demo/teller.ts';
import { terminalTeller } from '../../../src/cli/demo/terminal-teller.ts';
import { plain } from '../../../src/cli/terminal/paint.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { Screen } from '../support/screen.ts';

const TERMINALS = [
  { columns: 120, rows: 50, header: 'NAME KIND STATUS AGE INFO' },
  { columns: 66, rows: 40, header: 'NAME STATUS AGE INFO' },
  { columns: 60, rows: 24, header: 'NAME STATUS INFO' },
  { columns: 60, rows: 11, header: 'NAME STATUS AGE INFO' },
  { columns: 30, rows: 9, header: 'NAME STATUS' },
].map((size) => ({ ...size, screen: new Screen(size.columns, size.rows) }));

interface Told {
  readonly isAsTold: boolean;
  readonly lines: readonly string[];
}

interface Beside {
  /** Hears each line. */
  readonly heed?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Are shown the same. */
  readonly screens?: readonly Screen[];
}

/** Plays a show on the virtual clock, a line an event. */
async function told(show: Show, { heed = () => {}, signal, screens = [] }: Beside = {}): Promise<Told> {
  let text = '';
  const write = (more: string): void => {
    text += more;
    heed(more);
  };
  const tellerOn = (clock: Clock): Teller => {
    const options = { startedAt: clock.now(), clock, ticker: () => () => {}, paint: plain };
    return all([lineTeller(write, options), ...screens.map((screen) => terminalTeller(screen, options))]);
  };
  const isAsTold = await recordDemo(show, tellerOn, signal);
  return { isAsTold, lines: text.split('\n').map((line) => line.trimEnd()) };
}

/** The canary, played once for all who look at it. */
function canary(): Promise<Told> {
  // A screen throws at a line that is too long for it.
  played ??= told(SHOWS.canary, { screens: TERMINALS.map(({ screen }) => screen) });
  return played;
}
let played: Promise<Told> | undefined;

function withStory(show: Show, change: (story: Story) => Story): Show {
  return { ...show, story: (prometheus) => change(show.story(prometheus)) };
}

/** Those of some lines that begin with one of the given ones, in their order; the time is left out. */
function among(lines: readonly string[], beginnings: readonly string[]): readonly string[] {
  return lines.flatMap((line) => beginnings.find((beginning) => line.slice(6).startsWith(beginning)) ?? []);
}

describe('the demo', () => {
  it('sums up: the releases side by side, and what the bad one meant for the users', async () => {
    const { lines } = await canary();
    expect(lines.slice(lines.findIndex((line) => line.startsWith('Summary')))).toEqual([
      'Summary                   shop:v2       shop:v3',
      '  it was                  released      taken back',
      '  steps                   5 of 5        3 of 5',
      '  analysis of step 2      pass          pass',
      '  background analysis     6 of 6 good   fail',
      '  most of the requests    100 %         50 %',
      expect.stringMatching(/^ {2}it took +0:2\d +0:1\d$/),
      '',
      expect.stringMatching(/^From breach \(v3 begins to fail\) to traffic zero: [45]\.\d s\.$/),
      expect.stringMatching(/^v3 saw \d\d\.\d % of all requests \(\d{3} of 1,\d{3}\); \d\d failed\.$/),
      '',
      'Everything went as told. Next: --blue-green shows the other strategy, --keep lets you look around with kubectl.',
      '',
    ]);
  });

  it('names the strategy that was not shown', async () => {
    const { lines } = await told(SHOWS.blueGreen);
    expect(lines.at(-2)).toBe(
      'Everything went as told. Next: without --blue-green a canary is shown, --keep lets you look around with kubectl.',
    );
  });

  it.each<{ strategy: ShownStrategy; beginnings: readonly string[] }>([
    {
      strategy: 'canary',
      beginnings: [
        '  shop:v2 is set as the image of Rollout shop',
        '  traffic: v2 10 %, v1 90 %',
        '✔ analysis of step 2: pass: all 2 metrics held: error-percent held: 3 of 3 measurements good; last value [0.2]; p95-latency-ms held',
        '  traffic: v2 50 %, v1 50 %',
        '  step 5 of 5, setWeight: 100',
        '  traffic: v2 100 %',
        '✔ Rollout shop is Healthy: v2 is released',
        '  background analysis ends with the release: error-percent was good 6 times of 6',
        '  shop:v3 is set as the image of Rollout shop',
        '  traffic: v3 10 %, v2 90 %',
        '✔ analysis of step 2: pass: all 2 metrics held: error-percent held: 3 of 3 measurements good; last value [0.2]; p95-latency-ms held',
        '  traffic: v3 50 %, v2 50 %',
        '⚠ v3 begins to fail',
        '✖ error-percent of v3 is [19.9]: Failed, failure 1 (1 allowed)',
        '✖ error-percent of v3 is [24]: Failed, failure 2 (1 allowed)',
        '✖ background analysis: fail: error-percent failed: 2 failures, 1 allowed; the last value [24] did not meet "result[0] <= 5"',
        '✔ traffic: v3 0 %, v2 100 %: nobody meets v3 any more',
        '✖ Rollout shop is Degraded: RolloutAborted: Rollout aborted update to revision 3',
      ],
    },
    {
      strategy: 'blueGreen',
      beginnings: [
        '  shop:v2 is set as the image of Rollout shop',
        '✔ pre-promotion analysis: pass: all 2 metrics held: error-percent held',
        '  traffic: v2 100 %',
        '✔ post-promotion analysis: pass: error-percent held: 5 of 5 measurements good',
        '✔ Rollout shop is Healthy: v2 is released',
        '  shop:v3 is set as the image of Rollout shop',
        '✔ pre-promotion analysis: pass: all 2 metrics held: error-percent held',
        '  traffic: v3 100 %',
        '⚠ v3 begins to fail',
        '✖ post-promotion analysis: fail: error-percent failed: 2 failures, 1 allowed',
        '✖ Rollout shop is Degraded: RolloutAborted: Rollout aborted update to revision 3',
        '✔ traffic: v3 0 %, v2 100 %: nobody meets v3 any more',
      ],
    },
  ])('tells of $strategy what happens, in order', async ({ strategy, beginnings }) => {
    const first = await (strategy === 'canary' ? canary() : told(SHOWS[strategy]));
    expect(first.isAsTold).toBe(true);
    expect(among(first.lines, beginnings)).toEqual(beginnings);
  });

  it('tells the same every time, to the byte', async () => {
    expect(await told(SHOWS.canary)).toEqual(await canary());
  });

  it('says what went otherwise than told', async () => {
    const both = (acts: readonly Act[]): readonly Act[] => acts.map((act) => ({ ...act, ending: 'released' }));
    const show = withStory(SHOWS.canary, (story) => ({ ...story, acts: both(story.acts) }));
    const { isAsTold, lines } = await told(show);
    expect(isAsTold).toBe(false);
    expect(lines).toContain('  it was                  released      see below');
    expect(lines.filter((line) => line.includes('did not go as told'))).toEqual([
      'shop:v3 did not go as told: the Rollout should be Healthy and is Degraded',
      'shop:v3 did not go as told: v3 should have all of the traffic',
      'shop:v3 did not go as told: no analysis should have stood against it',
    ]);
    expect(lines.at(-2)).toContain('Not everything went as told.');
  });

  it('a gate that lets a bad release through is told of', async () => {
    const blind = withStory(SHOWS.canary, (story) => ({
      ...story,
      objects: story.objects.map((object) =>
        object['kind'] === 'AnalysisTemplate'
          ? // What every answer meets.
            JSON.parse(JSON.stringify(object).replaceAll(/result\[0\] <= \d+/g, 'result[0] >= 0'))
          : object,
      ),
    }));
    const { isAsTold, lines } = await told(blind);
    expect(isAsTold).toBe(false);
    expect(lines).toContain('shop:v3 did not go as told: the gate should have failed it');
    expect(lines).toContain('v3 began to fail and still has requests.');
  });

  it('says that the shop did not even come up', async () => {
    const show = withStory(SHOWS.canary, (story) => ({
      ...story,
      objects: story.objects.map((object) =>
        JSON.parse(JSON.stringify(object).replace('shop:v1', 'shop:does-not-exist')),
      ),
    }));
    const { isAsTold, lines } = await told(show);
    expect(isAsTold).toBe(false);
    expect(lines.join('\n')).toContain('shop:v1 was not Healthy in time');
  });

  it('ends early when it is asked to, and says no more', async () => {
    const end = new AbortController();
    const heed = (line: string): void => {
      if (line.includes('step 4 of 5')) end.abort();
    };
    const { isAsTold, lines } = await told(SHOWS.canary, { heed, signal: end.signal });
    expect(isAsTold).toBe(false);
    expect(lines.at(-2)).toContain('step 4 of 5, pause: 10s');
  });
});

describe('on terminals', () => {
  it.each(TERMINALS)(
    'of $columns columns and $rows lines what happened stands above one tree',
    ({ screen, rows, header }) => {
      const { picture } = screen;
      const place = (text: string): number => picture.findIndex((line) => line.startsWith(text));
      expect(picture.filter((line) => line.startsWith('⟳ shop'))).toEqual([expect.stringMatching(/^⟳ shop .*✖ Degr/)]);
      expect(picture[place('NAME')]?.replaceAll(/ +/g, ' ')).toBe(header);
      const order = ['A good release: shop:v2', 'A bad release: shop:v3', 'shop:v3  Degraded', '⟳ shop', 'Summary'].map(
        place,
      );
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order[0]).toBeGreaterThan(0);
      expect(place('Summary') - place('shop:v3  Degraded')).toBeLessThan(rows);
    },
  );
});

/** One that tells several. */
function all(tellers: readonly Teller[]): Teller {
  return {
    begin: (title, text) => tellers.forEach((teller) => teller.begin(title, text)),
    say: (text) => tellers.forEach((teller) => teller.say(text)),
    quote: (text) => tellers.forEach((teller) => teller.quote(text)),
    tell: (line) => tellers.forEach((teller) => teller.tell(line)),
    show: (seen) => tellers.forEach((teller) => teller.show(seen)),
    rest: () => tellers.forEach((teller) => teller.rest()),
  };
}
