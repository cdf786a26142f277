import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findBinary } from './find-binary.ts';

/** A real browser of a test file's own. */
export interface RealBrowser {
  /** An empty page that shares nothing with the others: cookies, storage and cache are its own. It is closed by `closePages`. @param window its size, theme and the like */
  newPage(window?: BrowserContextOptions): Promise<Page>;
  /** Closes all pages, for `afterEach`. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** Where Chromium (Debian's package `chromium`) is installed; see `findBinary`. */
export function chromiumBinary(what: string): string | undefined {
  return findBinary('chromium', what);
}

/** Starts Chromium without a window; it goes with this process, however that ends. */
export async function startChromium(binary: string): Promise<RealBrowser> {
  // Chromium's sandbox refuses to work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser: Browser = await chromium.launch({ executablePath: binary, args });
  return {
    newPage: (window) => browser.newPage(window),
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: () => browser.close(),
  };
}
