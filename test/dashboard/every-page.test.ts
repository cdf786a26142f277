import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumBinary, type RealBrowser, startChromium } from '../support/chromium.ts';
import { type DashboardStage, openDashboardStage } from './support/dashboard-stage.ts';
import { gateTemplate } from './support/gate-template.ts';
import { complaintsOf, DESK, NARROW, overflowOf, violationsOf } from './support/pages.ts';

const binary = chromiumBinary('looks at every page in Chromium');

const WINDOWS = [
  { called: 'light and wide', window: { ...DESK, colorScheme: 'light' } },
  { called: 'dark and narrow', window: { ...NARROW, colorScheme: 'dark' } },
] as const;

/** Pages, and what is seen on them once all is there. @param path with `ID` for the run that failed, `LIVE` for the one that goes on */
const PAGES: readonly {
  readonly path: string;
  readonly shows: RegExp;
  readonly then?: (page: Page) => Promise<void>;
}[] = [
  { path: '/namespaces/default/runs', shows: /rate failed/ },
  { path: '/namespaces/empty/runs', shows: /No runs in empty yet/ },
  { path: '/namespaces/empty/runs?verdict=fail', shows: /No run is like that/ },
  { path: '/namespaces/default/runs/ID', shows: /Pass|Fail/ },
  { path: '/namespaces/default/runs/LIVE', shows: /Live/ },
  {
    path: '/namespaces/default/runs/ID#dialog',
    shows: /Timeline/,
    then: async (page) => {
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    path: '/namespaces/default/runs/ID#evidence',
    shows: /Timeline/,
    then: async (page) => {
      await page.getByRole('button', { name: 'Look through it' }).click();
      await page.getByText('steps', { exact: true }).click();
      await page.getByText('What was asked and answered').first().click();
    },
  },
  { path: '/namespaces/default/runs/00000000-0000-4000-8000-000000000000', shows: /Not there/ },
  { path: '/namespaces/default/start?template=gate', shows: /Comes from the Secret/ },
  {
    path: '/namespaces/default/start?template=gate#missing',
    shows: /Arguments/,
    then: async (page) => {
      await page.getByRole('button', { name: 'Start the run' }).click();
      await page.getByText('so it must be given').waitFor();
    },
  },
  { path: '/namespaces/empty/start', shows: /No templates are stored here yet/ },
  { path: '/namespaces/default/templates', shows: /gate/ },
  { path: '/namespaces/default/templates/gate', shows: /Success when/ },
  {
    path: '/namespaces/default/new-template',
    shows: /Nothing is wrong with it/,
    then: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill('kind: Nothing');
      await page
        .getByText(/line \d/)
        .first()
        .waitFor();
    },
  },
  { path: '/nowhere', shows: /There is no such page/ },
];

describe.skipIf(binary === undefined)('every page', () => {
  let browser: RealBrowser;
  let stage: DashboardStage;
  let [failed, live] = ['', ''];

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    stage = await openDashboardStage();
    const { backend } = stage;
    backend.will('rate', 0.01, 0.02, 0.5);
    backend.will('word', 'ok');
    backend.will('waits', 0.01, 'held');
    const secret = { name: 'token', valueFrom: { secretKeyRef: { name: 'metrics', key: 'token' } } };
    const metrics = [
      { name: 'rate', successCondition: 'result < 0.05', count: 3 },
      { name: 'word', successCondition: 'result == "ok"', count: 3 },
    ];
    const args = [{ name: 'service' }, { name: 'limit', value: '5' }, secret];
    await stage.ask('PUT', '/namespaces/default/templates/gate', gateTemplate(backend.url, metrics, { args }));
    const labels = { team: 'a-team-with-quite-a-long-name', commit: '4c84d07' };
    failed = await stage.start({ template: gateTemplate(backend.url, metrics), labels });
    await stage.ended('default', failed);
    live = await stage.start({
      template: gateTemplate(backend.url, [{ name: 'waits', successCondition: 'result < 1' }]),
      labels,
    });
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  describe.each(WINDOWS)('$called', ({ window }) => {
    it.each(PAGES)('$path is read by everybody, fits its window, and breaks no rule of the policy', async (one) => {
      const page = await browser.newPage(window);
      const complaints = complaintsOf(page);
      await page.goto(`${stage.url}${one.path.replace('ID', failed).replace('LIVE', live)}`);
      await page.getByText(one.shows).first().waitFor();
      await page.getByRole('button', { name: /^Theme/ }).waitFor();
      await one.then?.(page);
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      // A browser says itself that an answer was a refusal.
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
      expect(await page.title()).toMatch(/\S · Verdict$/);
    });
  });

  it('is light or dark as it was chosen, also next time', async () => {
    const page = await browser.newPage({ ...DESK, colorScheme: 'light' });
    await page.goto(stage.url);
    const background = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const light = await background();
    await page.getByRole('button', { name: "Theme: System's" }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await page.reload();
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor();
    expect(await background()).toBe(dark);
  });

  it('follows the theme of the system while it is open, charts too', async () => {
    const page = await browser.newPage({ ...DESK, colorScheme: 'light' });
    await page.goto(`${stage.url}/namespaces/default/runs/${failed}`);
    await page.locator('canvas').first().waitFor();
    const drawn = (): Promise<string> => page.evaluate("document.querySelector('canvas').toDataURL()");
    const light = await drawn();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(drawn).not.toBe(light);
  });
});
