import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumBinary, type RealBrowser, startChromium } from './chromium.ts';
import { startAnswers, type TestServer } from './http-server.ts';

const binary = chromiumBinary('opens pages in Chromium');
const PAGE = `<!doctype html><title>Gate</title><h1>Closed</h1>
<button onclick="document.querySelector('h1').textContent = 'Open'; localStorage.seen = 'yes'">Open</button>`;

describe.skipIf(binary === undefined)("a Chromium of a test file's own", () => {
  let browser: RealBrowser;
  let site: TestServer;

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    site = await startAnswers({ headers: { 'content-type': 'text/html' }, body: PAGE });
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  it('shows a page and runs its script', async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.getByRole('button', { name: 'Open' }).click();
    expect(await page.getByRole('heading').textContent()).toBe('Open');
  });

  it('gives each page a storage of its own', async () => {
    const [one, other] = [await browser.newPage(), await browser.newPage()];
    await one.goto(site.url);
    await one.getByRole('button').click();
    await other.goto(site.url);
    expect(await one.evaluate('localStorage.seen')).toBe('yes');
    expect(await other.evaluate('localStorage.seen')).toBeUndefined();
  });

  it('closes pages that a test left open', async () => {
    const page = await browser.newPage();
    await browser.closePages();
    expect(page.isClosed()).toBe(true);
  });
});
