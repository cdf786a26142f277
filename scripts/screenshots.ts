/**
 * `node scripts/screenshots.ts`: takes the pictures of the README, docs/images/*.png, of the real service after an hour and a half of
 * releases in a made-up shop. Needs Chromium; the letters are those of the machine (Inter, where it is installed).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { buildDashboard } from './dashboard/build-dashboard.ts';
import { openShopService, type ShopService } from './screenshots/shop-service.ts';
import { smallPng } from './screenshots/small-png.ts';

const ROOT = join(import.meta.dirname, '..');
const IMAGES = process.argv[2] ?? join(ROOT, 'docs', 'images');
const THEMES = ['light', 'dark'] as const;

/** What is to be seen. */
interface Picture {
  readonly name: string;
  readonly path: (shop: ShopService) => string;
  /** A text that is there when the page is. */
  readonly shows: string;
  readonly height: number;
}

const PICTURES: readonly Picture[] = [
  { name: 'dashboard-runs', path: () => '/namespaces/shop/runs', shows: 'Running', height: 760 },
  {
    name: 'dashboard-run',
    path: ({ runs }) => `/namespaces/shop/runs/${runs.get('checkout v42')}`,
    shows: 'Timeline',
    height: 860,
  },
];

await buildDashboard(join(ROOT, 'dist', 'dashboard'));
const shop = await openShopService();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  // Chromium's sandbox refuses to work for root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  mkdirSync(IMAGES, { recursive: true });
  for (const picture of PICTURES) for (const theme of THEMES) await take(browser, picture, theme);
} finally {
  await browser.close();
  await shop.stop();
}

async function take(
  browser: Browser,
  { name, path, shows, height }: Picture,
  theme: (typeof THEMES)[number],
): Promise<void> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width: 1280, height },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(shop.now);
  await page.goto(`${shop.url}${path(shop)}`);
  await page.getByText(shows).first().waitFor();
  await page.waitForTimeout(1000);
  const file = join(IMAGES, `${name}-${theme}.png`);
  const picture = smallPng(await page.screenshot());
  writeFileSync(file, picture);
  console.log(`${file} ${Math.round(picture.length / 1024)} KiB`);
  await context.close();
}
