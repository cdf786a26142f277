import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BreakableProxy, startBreakableProxy } from '../../support/breakable-proxy.ts';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';
import { type DashboardStage, openDashboardStage } from '../support/dashboard-stage.ts';
import { gateTemplate } from '../support/gate-template.ts';
import { DESK } from '../support/pages.ts';

const binary = chromiumBinary('shows the list of runs in Chromium');
/** A name that is not the service's own goes through a proxy. */
const CONFIG = 'hosts: ["127.0.0.1"]\n';

describe.skipIf(binary === undefined)('the list of runs', () => {
  let browser: RealBrowser;
  let stage: DashboardStage;
  let proxy: BreakableProxy;
  const ids = { pass: '', fail: '' };

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    stage = await openDashboardStage({ config: CONFIG });
    proxy = await startBreakableProxy('127.0.0.1', Number(new URL(stage.url).port));
    stage.backend.will('good', 0.01);
    stage.backend.will('bad', 0.5);
    ids.pass = await start('good', { team: 'shop' });
    ids.fail = await start('bad', { team: 'shop', env: 'prod' });
    await stage.ended('default', ids.pass);
    await stage.ended('default', ids.fail);
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await proxy.stop();
    await stage.stop();
  });

  function start(
    metric: string,
    labels: Readonly<Record<string, string>> = {},
    namespace = 'default',
  ): Promise<string> {
    const metrics = [{ name: metric, successCondition: 'result < 0.05', count: 2 }];
    return stage.start({
      namespace,
      template: gateTemplate(stage.backend.url, metrics, { name: `${metric}-gate` }),
      labels,
    });
  }

  async function open(path = '/namespaces/default/runs', url = stage.url): Promise<Page> {
    const page = await browser.newPage(DESK);
    await page.goto(`${url}${path}`);
    return page;
  }

  /** Waits until the list has so many rows. */
  async function shows(page: Page, count: number): Promise<void> {
    await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(count);
  }

  const rows = (page: Page) => page.getByRole('list', { name: 'Runs, newest first' }).getByRole('listitem');

  it('is where one begins, and says of each run what it came to and why', async () => {
    const page = await open('/');
    await rows(page).first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/namespaces/default/runs');
    expect(await page.title()).toBe('Runs in default · Verdict');
    const [newest, oldest] = await rows(page).allInnerTexts();
    expect(newest).toMatch(/Fail.*bad failed: 1 failure, 0 allowed.*env=prod/s);
    expect(oldest).toMatch(/Pass.*good held: 2 of 2 measurements good.*took \d+ ms/s);
  });

  it('shows a run as soon as it is started, and its verdict as soon as there is one', async () => {
    const page = await open('/namespaces/live/runs');
    await page.getByText('No runs in live yet').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    stage.backend.will('slow', 0.02, 'held');
    await start('slow', {}, 'live');
    await rows(page).getByText('Running').waitFor();
    stage.backend.will('slow', 0.03);
    await rows(page).getByText('Pass').waitFor();
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringMatching(/slow held: 2 of 2/)]);
  });

  it('is filtered by verdict, and the address says so', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'Pass' }).check({ force: true });
    await page.getByText('good held').waitFor();
    await shows(page, 1);
    expect(new URL(page.url()).search).toBe('?verdict=pass');
    await page.goBack();
    await shows(page, 2);
  });

  it('is filtered by a label and by a template that are pressed, and by what is typed', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'env=prod' }).click();
    await shows(page, 1);
    await page.getByRole('button', { name: 'No longer only env=prod' }).click();
    await page.getByRole('button', { name: 'good-gate' }).click();
    await page.getByRole('button', { name: 'No longer only template good-gate' }).waitFor();
    const box = page.getByRole('textbox', { name: 'Template, or label' });
    await box.fill('team=nobody');
    await box.press('Enter');
    await page.getByText('No run is like that').waitFor();
    expect(new URL(page.url()).search).toBe('?label=team%3Dnobody&template=good-gate');
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await shows(page, 2);
  });

  it('keeps a filter that its address names', async () => {
    const page = await open('/namespaces/default/runs?verdict=fail&label=team%3Dshop');
    await page.getByText('bad failed').waitFor();
    expect(await rows(page).count()).toBe(1);
    expect(await page.getByRole('radio', { name: 'Fail' }).isChecked()).toBe(true);
  });

  it('is read in pages', async () => {
    stage.backend.will('many', 0.01);
    const metrics = [{ name: 'many', successCondition: 'result < 0.05', count: 1 }];
    const template = gateTemplate(stage.backend.url, metrics);
    await Promise.all(Array.from({ length: 55 }, () => stage.start({ namespace: 'many', template })));
    const page = await open('/namespaces/many/runs');
    await shows(page, 50);
    await page.getByRole('button', { name: 'Older runs' }).click();
    await shows(page, 55);
    expect(await page.getByRole('button', { name: 'Older runs' }).count()).toBe(0);
  });

  it('goes to another namespace, one that holds something or one that is named', async () => {
    await start('good', {}, 'other');
    const page = await open();
    await page.getByRole('combobox', { name: 'Namespace: default' }).click();
    await page.getByRole('option', { name: 'other' }).click();
    await page.getByText('good held').waitFor();
    expect(new URL(page.url()).pathname).toBe('/namespaces/other/runs');
    await page.getByRole('combobox', { name: 'Namespace: other' }).press('Enter');
    await page.getByRole('combobox', { name: 'Find a namespace' }).fill('brand-new');
    await page.getByRole('option', { name: 'brand-new' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('No runs in brand-new yet').waitFor();
    await page.goto(stage.url);
    await page.getByText('No runs in brand-new yet').waitFor();
  });

  it('says when the service is gone, and goes on by itself when it is back', async () => {
    const page = await open('/namespaces/lost/runs', `http://127.0.0.1:${proxy.port}`);
    await page.getByText('Live', { exact: true }).waitFor();
    await proxy.kill();
    await page.getByText('Disconnected, trying again').waitFor();
    await start('good', {}, 'lost');
    await proxy.restart();
    await page.getByText('Live', { exact: true }).waitFor();
    await rows(page).getByText('good held').waitFor();
  });

  it('says so when the service is not there at the beginning, and tries again when asked', async () => {
    const page = await open('/namespaces/default/runs', `http://127.0.0.1:${proxy.port}`);
    await rows(page).first().waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('The service does not answer').waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page).first().waitFor();
  });

  it('is asked for now and then where events cannot be heard', async () => {
    const page = await browser.newPage(DESK);
    await page.route('**/events', (route) => route.abort());
    await page.goto(`${stage.url}/namespaces/deaf/runs`);
    await page.getByText('Refreshed every few seconds').waitFor();
    await start('good', {}, 'deaf');
    await rows(page).getByText('good held').waitFor();
  });

  it('leads to a run with the keyboard alone, past the top', async () => {
    const page = await open();
    await rows(page).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /bad failed/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Fail ?: bad failed/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/namespaces/default/runs/${ids.fail}`);
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });
});
