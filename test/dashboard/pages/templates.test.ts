import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';
import { type DashboardStage, openDashboardStage } from '../support/dashboard-stage.ts';
import { gateTemplate } from '../support/gate-template.ts';
import { DESK } from '../support/pages.ts';

const binary = chromiumBinary('changes templates in Chromium');

describe.skipIf(binary === undefined)('templates', () => {
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

  async function store(name: string): Promise<void> {
    const metrics = [{ name: 'rate', successCondition: 'result < 0.05', count: 3 }];
    await stage.ask(
      'PUT',
      `/namespaces/default/templates/${name}`,
      gateTemplate('http://127.0.0.1:1', metrics, { name }),
    );
  }

  async function open(path: string): Promise<Page> {
    const page = await browser.newPage(DESK);
    await page.goto(`${stage.url}/namespaces/default${path}`);
    return page;
  }

  const yaml = (page: Page) => page.getByRole('textbox', { name: 'YAML' });

  it('are listed, each leads to what it measures', async () => {
    await store('dotted.name');
    const page = await open('/templates');
    await page.getByRole('link', { name: 'dotted.name' }).click();
    await page.getByRole('heading', { level: 1, name: 'dotted.name' }).waitFor();
    expect(await page.getByRole('article').innerText()).toMatch(
      /rate\s+web, every 50ms, 3 times\s+Success when result < 0.05/,
    );
    expect(await yaml(page).inputValue()).toContain('successCondition: result < 0.05');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'dotted.name' }).waitFor();
  });

  it('are made from an example', async () => {
    const page = await open('/templates');
    await page.getByRole('link', { name: 'New template, in default' }).click();
    await page.getByText('Nothing is wrong with it').waitFor();
    await yaml(page).fill((await yaml(page).inputValue()).replaceAll('success-rate', 'made-here'));
    await page.getByRole('button', { name: 'Store it' }).click();
    await page.getByRole('heading', { level: 1, name: 'made-here' }).waitFor();
    expect(await stage.ask('GET', '/namespaces/default/templates/made-here')).toMatchObject({
      metadata: { name: 'made-here' },
    });
  });

  it('are made for all namespaces', async () => {
    const page = await open('/templates');
    await page.getByRole('link', { name: 'New template, for all namespaces' }).click();
    await yaml(page).fill((await yaml(page).inputValue()).replaceAll('success-rate', 'for-all'));
    await page.getByRole('button', { name: 'Store it' }).click();
    await page.getByRole('heading', { level: 1, name: 'for-all' }).waitFor();
    expect(await stage.ask('GET', '/clustertemplates/for-all')).toMatchObject({ kind: 'ClusterAnalysisTemplate' });
  });

  it('tell what is wrong while they are written, and lead to the place', async () => {
    await store('wrong');
    const page = await open('/templates/wrong');
    const text = await yaml(page).inputValue();
    await yaml(page).fill(text.replace('result < 0.05', 'result < < 0.05'));
    const place = page.getByRole('button', { name: /^line \d+$/ }).first();
    await place.click();
    const [line] = /\d+/.exec(await place.innerText()) ?? [];
    const cursor = await page.evaluate<number>(
      "(({ value, selectionStart }) => value.slice(0, selectionStart).split('\\n').length)(document.activeElement)",
    );
    expect(cursor).toBe(Number(line));
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .getByText(/successCondition/)
      .first()
      .waitFor();
  });

  it('are changed only over what was read', async () => {
    await store('shared');
    const page = await open('/templates/shared');
    await yaml(page).fill((await yaml(page).inputValue()).replace('count: 3', 'count: 4'));
    await store('shared');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Load what is stored, and lose this' }).click();
    await expect.poll(() => yaml(page).inputValue(), { timeout: 20_000 }).toContain('count: 3');
    await yaml(page).fill((await yaml(page).inputValue()).replace('count: 3', 'count: 5'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('5 times').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  });

  it('are deleted, after a question', async () => {
    await store('gone');
    const page = await open('/templates/gone');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'gone' }).count(), { timeout: 20_000 }).toBe(0);
  });
});
