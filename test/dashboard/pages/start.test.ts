import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';
import { type DashboardStage, openDashboardStage } from '../support/dashboard-stage.ts';
import { gateTemplate } from '../support/gate-template.ts';
import { DESK } from '../support/pages.ts';

const binary = chromiumBinary('starts runs and changes templates in Chromium');
const ARGS = [
  { name: 'service' },
  { name: 'limit', value: '0.05' },
  { name: 'token', valueFrom: { secretKeyRef: { name: 'metrics', key: 'token' } } },
];

describe.skipIf(binary === undefined)('starting a run', () => {
  let browser: RealBrowser;
  let stage: DashboardStage;

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    stage = await openDashboardStage();
    stage.backend.will('rate', 0.01);
    await stage.ask('PUT', '/namespaces/default/templates/with-args', template('with-args', ARGS.slice(0, 2)));
    await stage.ask('PUT', '/namespaces/default/templates/with-secret', template('with-secret', ARGS));
    const { kind: _, ...rest } = template('shared', []);
    await stage.ask('PUT', '/clustertemplates/shared', { kind: 'ClusterAnalysisTemplate', ...rest });
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await stage.stop();
  });

  function template(name: string, args: typeof ARGS | readonly (typeof ARGS)[number][]) {
    const metrics = [{ name: 'rate', successCondition: 'result < 0.05', count: 1 }];
    return gateTemplate(stage.backend.url, metrics, { name, args: [...args] });
  }

  async function open(search = ''): Promise<Page> {
    const page = await browser.newPage(DESK);
    await page.goto(`${stage.url}/namespaces/default/start${search}`);
    return page;
  }

  it('chooses a stored template, fills in its arguments, and leads to the run', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Stored template' }).selectOption('with-args');
    await page.getByRole('textbox', { name: 'service' }).fill('checkout');
    expect(await page.getByRole('textbox', { name: 'limit' }).getAttribute('placeholder')).toBe('0.05');
    await page.getByRole('textbox', { name: 'Labels' }).fill('team=shop, env=prod');
    await page.getByRole('textbox', { name: 'Timeout' }).fill('5m');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
    const facts = await page.getByRole('region', { name: 'Started with' }).innerText();
    for (const said of [/service\s+checkout/, /limit\s+0\.05/, /team=shop/, /env=prod/, /Timeout\s+5m0s/]) {
      expect(facts).toMatch(said);
    }
  });

  it('does not ask the service when something required is missing, and puts the cursor there', async () => {
    const page = await open('?template=with-args');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByText('It has no default, so it must be given.').waitFor();
    const service = page.getByRole('textbox', { name: 'service' });
    expect(await service.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe('arg-service');
  });

  it('is filled in by its address', async () => {
    const page = await open('?template=with-args&arg.service=payments');
    expect(await page.getByRole('textbox', { name: 'service' }).inputValue()).toBe('payments');
  });

  it('names the Secret that an argument comes from, and takes none', async () => {
    const page = await open('?template=with-secret');
    await page.getByText('Comes from the Secret metrics/token').waitFor();
    expect(await page.getByRole('textbox', { name: 'token' }).count()).toBe(0);
  });

  it('says what the service has against it, at the field where that is', async () => {
    const page = await open('?template=with-args&arg.service=checkout');
    const timeout = page.getByRole('textbox', { name: 'Timeout' });
    await timeout.fill('soon');
    await page.getByRole('textbox', { name: 'Labels' }).fill('team=not allowed');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await expect.poll(() => timeout.getAttribute('aria-invalid'), { timeout: 20_000 }).toBe('true');
    expect(await page.locator('#timeout-said').innerText()).toMatch(/duration/);
    expect(await page.locator('#labels-said').innerText()).toMatch(/team/);
  });

  it('says what is against it and belongs to no field', async () => {
    const page = await open('?template=with-secret&arg.service=checkout');
    await page.getByRole('button', { name: 'Start the run' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/metrics/);
  });

  it('takes a template of the whole service', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Stored template' }).selectOption('shared');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
  });

  it('takes a template that is pasted, once nothing is wrong with it', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'Paste one' }).check({ force: true });
    const area = page.getByRole('textbox', { name: 'AnalysisTemplate' });
    const text = stringify(template('pasted', ARGS.slice(0, 1)));
    await area.fill(text.replace('interval: 50ms', 'interval: often'));
    await page.getByText(/line \d+: .*often/s).waitFor();
    await area.fill(text);
    await page.getByText('Nothing is wrong with it').waitFor();
    await page.getByRole('textbox', { name: 'service' }).fill('checkout');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
  });

  it('starts one run, however often the same form is sent because an answer got lost', async () => {
    const page = await open('?template=with-args&arg.service=once');
    const label = `only=${Date.now()}`;
    await page.getByRole('textbox', { name: 'Labels' }).fill(label);
    await page.route('**/runs', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByText('The service does not answer').waitFor();
    await page.unroute('**/runs');
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByRole('heading', { level: 1, name: /^Pass/ }).waitFor();
    const { items } = await stage.ask('GET', `/namespaces/default/runs?label=${label}`);
    expect(items).toHaveLength(1);
  });
});
