import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';

/** A window of a usual width, in which nothing moves. */
export const DESK: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  reducedMotion: 'reduce',
  timezoneId: 'Europe/Berlin',
};

/** The narrowest window that pages are made for. */
export const NARROW: BrowserContextOptions = { ...DESK, viewport: { width: 320, height: 640 } };

/** What a browser complains about on a page: what its policy refused, what failed, what a script threw. Grows. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  return complaints;
}

/** What axe-core finds against a page, as `rule: element`. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => id + ': ' + target + ' ' + (any[0]?.message ?? ''))))`);
}

/** How far a page is wider than its window, in pixels. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
