import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';
import { cliProcess } from '../../support/cli-process.ts';
import { type DashboardStage, openDashboardStage } from '../support/dashboard-stage.ts';
import { type GateMetric, gateTemplate } from '../support/gate-template.ts';
import { DESK } from '../support/pages.ts';

const binary = chromiumBinary('shows a run in Chromium');

describe.skipIf(binary === undefined)('a run', () => {
  let browser: RealBrowser;
  let stage: DashboardStage;

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    stage = await openDashboardStage();
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  /** Starts a run of these metrics. @returns its id */
  function start(...metrics: readonly GateMetric[]): Promise<string> {
    return stage.start({ template: gateTemplate(stage.backend.url, metrics), labels: { team: 'shop' } });
  }

  async function ended(...metrics: readonly GateMetric[]): Promise<string> {
    const id = await start(...metrics);
    await stage.ended('default', id);
    return id;
  }

  async function open(id: string, search = ''): Promise<Page> {
    const page = await browser.newPage(DESK);
    await page.goto(`${stage.url}/namespaces/default/runs/${id}${search}`);
    return page;
  }

  const card = (page: Page, metric: string) => page.getByRole('article', { name: metric });
  const strip = (page: Page, metric: string) => page.getByRole('listbox', { name: `Measurements of ${metric}` });

  it('says first what it came to and why, then the metrics, those that failed before the others', async () => {
    stage.backend.will('steady', 1);
    stage.backend.will('errors', 0.01, 0.02, 0.3, 0.4);
    const page = await open(
      await ended(
        { name: 'steady', successCondition: 'result == 1', count: 3 },
        { name: 'errors', successCondition: 'result < 0.05', failureLimit: 1 },
      ),
    );
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.innerText()).toMatch(/^Fail\s*:\s*errors failed: 2 failures, 1 allowed; the last value 0.4/);
    expect(await page.title()).toMatch(/^Fail: gate-\w+ · Verdict$/);
    expect(await page.getByRole('article').getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'errors',
      'steady',
    ]);
    expect(await card(page, 'errors').getByText('2 failures, 1 allowed: exceeded').count()).toBe(1);
    expect(await card(page, 'steady').getByText('3 measurements, 3 wanted: complete').count()).toBe(1);
  });

  it('draws the measurements with the line that the condition draws', async () => {
    stage.backend.will('drawn', 0.01, 0.02, 0.3);
    const page = await open(await ended({ name: 'drawn', successCondition: 'result < 0.05', count: 3 }));
    const chart = card(page, 'drawn').getByRole('img');
    await chart.waitFor();
    expect(await chart.getAttribute('aria-label')).toBe('result over time: 3 values from 0.01 to 0.3; wanted < 0.05');
    await expect.poll(() => redPixels(page), { timeout: 20_000 }).toBeGreaterThan(500);
  });

  it('takes the condition apart at the measurement that decided, and at any other that is chosen', async () => {
    stage.backend.will('parts', { rate: 0.2, n: 5 }, { rate: 0.7, n: 5 });
    const page = await open(
      await ended({ name: 'parts', successCondition: 'result.rate < 0.5 && result.n > 0', count: 3 }),
    );
    const details = page.getByRole('region', { name: /^Measurement \d+ of parts/ });
    expect(await details.innerText()).toMatch(/result\.rate < 0\.5\s+is\s+false\s+result\.rate\s+is\s+0\.7/);
    await strip(page, 'parts').press('Home');
    await details.getByText('measurement 1 at').waitFor();
    await expect.poll(() => details.innerText()).toMatch(/result\.rate < 0\.5\s+is\s+true\s+result\.rate\s+is\s+0\.2/);
    expect(await details.innerText()).toMatch(/result\.n > 0\s+is\s+true\s+result\.n\s+is\s+5/);
    await details.getByText('What was asked and answered').click();
    await details.getByText(`GET ${stage.backend.url}/parts`).waitFor();
    await details.getByText('{"v":{"rate":0.2,"n":5}}').waitFor();
  });

  it('lets what is drawn be chosen where a condition compares more than one thing', async () => {
    stage.backend.will('several', { a: 1, b: 900 }, { a: 2, b: 800 });
    const page = await open(
      await ended({ name: 'several', failureCondition: 'result.a > 5 || result.b < 100', count: 2 }),
    );
    const chart = card(page, 'several').getByRole('img');
    expect(await chart.getAttribute('aria-label')).toMatch(/^result\.a over time.*fails at > 5/);
    await page.getByRole('combobox', { name: 'What is drawn of several' }).selectOption('result.b');
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/^result\.b over time: 2 values from 800 to 900/);
  });

  it('shows the phases of answers that are no numbers, and chooses among them with the arrow keys', async () => {
    stage.backend.will('words', 'ok', 'ok', 'broken');
    const page = await open(await ended({ name: 'words', successCondition: 'result == "ok"', count: 3 }));
    const cells = strip(page, 'words').getByRole('option');
    await cells.first().waitFor();
    expect(await Promise.all((await cells.all()).map((cell) => cell.getAttribute('aria-label')))).toEqual([
      expect.stringMatching(/^Measurement 1, \d\d:\d\d:\d\d, Successful, "ok"$/),
      expect.stringMatching(/^Measurement 2, .*Successful, "ok"$/),
      expect.stringMatching(/^Measurement 3, .*Failed, "broken"$/),
    ]);
    expect(await card(page, 'words').getByRole('img').count()).toBe(0);
    await strip(page, 'words').press('ArrowLeft');
    await page.getByRole('region', { name: 'Measurement 2 of words' }).waitFor();
    expect(await cells.nth(1).getAttribute('aria-selected')).toBe('true');
  });

  it('shows measurements that the status has forgotten', async () => {
    stage.backend.will('long', 0.01);
    const page = await open(
      await ended({ name: 'long', successCondition: 'result < 0.05', count: 14, interval: '10ms' }),
    );
    await expect.poll(() => strip(page, 'long').getByRole('option').count(), { timeout: 20_000 }).toBe(14);
  });

  it('says what stood in the way of a measurement', async () => {
    stage.backend.will('away', 'down');
    const page = await open(await ended({ name: 'away', successCondition: 'result < 0.05', consecutiveErrorLimit: 0 }));
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Error\s*:/);
    expect(await page.getByRole('region', { name: /of away/ }).innerText()).toMatch(/503/);
  });

  it('moves while it goes on', async () => {
    stage.backend.will('moving', 0.01, 0.02, 'held');
    const page = await open(await start({ name: 'moving', successCondition: 'result < 0.05', count: 4 }));
    await page.getByText('Live', { exact: true }).waitFor();
    await expect.poll(() => strip(page, 'moving').getByRole('option').count(), { timeout: 20_000 }).toBeGreaterThan(1);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Running\s*:\s*moving/);
    stage.backend.will('moving', 0.03);
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
    expect(await strip(page, 'moving').getByRole('option').count()).toBe(4);
    expect(await page.getByText('Live', { exact: true }).count()).toBe(0);
  });

  it('stays at the measurement that was chosen while others come', async () => {
    stage.backend.will('staying', 0.01, 0.02, 'held');
    const page = await open(await start({ name: 'staying', successCondition: 'result < 0.05', count: 4 }));
    await expect.poll(() => strip(page, 'staying').getByRole('option').count(), { timeout: 20_000 }).toBeGreaterThan(1);
    await strip(page, 'staying').press('Home');
    stage.backend.will('staying', 0.03);
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
    await page.getByRole('region', { name: 'Measurement 1 of staying' }).waitFor();
  });

  it('is ended early, after a question', async () => {
    stage.backend.will('endless', 0.01);
    const page = await open(
      await start({ name: 'endless', successCondition: 'result < 0.05', count: 1000, interval: '10s' }),
    );
    const button = page.getByRole('button', { name: 'Terminate' });
    await button.click();
    const dialog = page.getByRole('alertdialog', { name: 'Terminate this run?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Terminate');
    await button.click();
    await dialog.getByRole('button', { name: 'Terminate' }).click();
    await page.getByRole('heading', { level: 1, name: /^Not evaluated/ }).waitFor();
  });

  it('keeps the focus inside of a question', async () => {
    stage.backend.will('trap', 0.01);
    const page = await open(await ended({ name: 'trap', successCondition: 'result < 0.05', count: 1 }));
    await page.getByRole('button', { name: 'Retry' }).press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Tab');
      // At either end the focus goes through an invisible guard.
      await expect
        .poll(() => page.evaluate('document.activeElement.closest("[role=alertdialog]") !== null'))
        .toBe(true);
    }
  });

  it('is tried once more, and the attempt of before can still be seen', async () => {
    stage.backend.will('again', 0.5);
    const page = await open(await ended({ name: 'again', successCondition: 'result < 0.05', count: 2 }));
    stage.backend.will('again', 0.01);
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
    const attempts = page.getByRole('combobox', { name: 'attempt' });
    expect(await attempts.inputValue()).toBe('2');
    await attempts.selectOption('1');
    await page.getByRole('heading', { level: 1, name: /^Fail/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?attempt=1');
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByText(/^Fail: again failed/)
      .waitFor();
  });

  it('is deleted, after a question', async () => {
    stage.backend.will('gone', 0.01);
    const id = await ended({ name: 'gone', successCondition: 'result < 0.05', count: 1 });
    const page = await open(id);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    await page.goto(`${stage.url}/namespaces/default/runs/${id}`);
    await page.getByRole('heading', { name: 'Not there' }).waitFor();
  });

  it('tells its story, and what it was started with', async () => {
    stage.backend.will('told', 0.01);
    const page = await open(await ended({ name: 'told', successCondition: 'result < 0.05', count: 2 }));
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText(/^Pass: told held/).waitFor();
    expect(await timeline.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/Pass: told held/),
      expect.stringMatching(/told Successful\s+0.01/),
      expect.stringMatching(/told Successful\s+0.01/),
      expect.stringMatching(/Started/),
      expect.stringMatching(/Asked for/),
    ]);
    await page.getByRole('link', { name: 'team=shop' }).click();
    await page.getByRole('button', { name: 'No longer only team=shop' }).waitFor();
  });

  it('gives its evidence to look through, and to take along for verdict replay', async () => {
    stage.backend.will('proved', 0.5);
    const page = await open(await ended({ name: 'proved', successCondition: 'result < 0.05', count: 1 }));
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await evidence.getByRole('button', { name: 'Look through it' }).click();
    await evidence.getByText('report', { exact: true }).click();
    await evidence.getByText('"fail"').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      evidence.getByRole('link', { name: 'Download' }).click(),
    ]);
    const file = await download.path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      kind: 'VerdictEvidence',
      report: { verdict: 'fail' },
    });
    const { code } = await cliProcess(['replay', file], { program: stage.program }).ended;
    expect(code).toBe(1);
  });

  it('of many metrics unfolds those that speak against the release, and the others when they are wanted', async () => {
    const names = ['bad', ...Array.from({ length: 5 }, (_, index) => `fine${index}`)];
    for (const name of names) stage.backend.will(name, name === 'bad' ? 0.21693502351611516 : 0.01);
    const page = await open(
      await ended(
        ...names.map((name) => ({
          name,
          successCondition: 'result < 0.05',
          ...(name === 'bad' && { count: 2, initialDelay: '1s' }),
        })),
      ),
    );
    const fold = page.getByRole('button', { name: /^Measurements of / });
    await card(page, 'bad').getByText('the last value 0.216935 did not meet').waitFor();
    const states = (): Promise<(string | null)[]> =>
      fold.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-expanded')));
    expect(await states()).toEqual(['true', ...names.slice(1).map(() => 'false')]);
    expect(await page.getByRole('listbox').count()).toBe(1);
    await page.getByRole('button', { name: 'Measurements of fine3' }).press('Enter');
    await strip(page, 'fine3').waitFor();
    await page.getByRole('button', { name: 'Unfold all' }).click();
    expect(await states()).toEqual(names.map(() => 'true'));
    await page.getByRole('button', { name: 'Fold all' }).click();
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  it('draws a single measurement at its moment', async () => {
    stage.backend.will('once', 1);
    const page = await open(await ended({ name: 'once', successCondition: 'result == 1', count: 1 }));
    await card(page, 'once').locator('canvas').waitFor();
    // The middle of the chart is where the line through the chosen measurement is.
    await expect.poll(() => bluePixelsInTheMiddle(page), { timeout: 10_000 }).toBeGreaterThan(100);
  });

  it('that is not there leads back to the list', async () => {
    const page = await open('54073289-f08f-47c8-9d71-eb13e3bbe2e4');
    await page.getByText('Not there').waitFor();
    await page.getByRole('link', { name: 'To the runs', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  });
});

/** How many pixels of the middle tenth of the first chart are of the accent's blue. */
async function bluePixelsInTheMiddle(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const [canvas] = document.querySelectorAll('canvas');
    if (!canvas) return 0;
    const left = Math.round(canvas.width * 0.45);
    const { data } = canvas.getContext('2d').getImageData(left, 0, Math.round(canvas.width * 0.2), canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 2] > data[at] + 60 && data[at + 3] > 0) count += 1;
    }
    return count;
  })()`);
}

/** How many pixels of a page's charts are red, as marks of failures are. */
async function redPixels(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const [canvas] = document.querySelectorAll('canvas');
    if (!canvas) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] > data[at + 1] + 20 && data[at] > data[at + 2] + 20 && data[at + 3] > 0) count += 1;
    }
    return count;
  })()`);
}
