import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltDashboard, buildDashboard } from '../../scripts/dashboard/build-dashboard.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** What a slow connection has to carry before the list of runs is there. */
const MOST_FIRST = 110_000;
/** What a browser fetches in all, if it goes everywhere. */
const MOST_OF_ALL = 270_000;

describe('the dashboard that is published', () => {
  let folder: TemporaryFolder;
  let built: BuiltDashboard;

  beforeAll(async () => {
    folder = temporaryFolder();
    built = await buildDashboard(folder.path);
  });

  afterAll(() => folder.remove());

  const text = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

  it('is small', () => {
    expect(built.entryBytes.gzip).toBeLessThan(MOST_FIRST);
    expect(built.files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(MOST_OF_ALL);
  });

  it('has no source maps', () => {
    expect(built.files.filter(({ name }) => name.endsWith('.map'))).toEqual([]);
    for (const { name } of built.files) expect(text(name)).not.toContain('sourceMappingURL');
  });

  it('has nothing inline, and nothing from other hosts', () => {
    const page = text('index.html');
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(page.match(/<script\b[^>]*>/g)?.every((tag) => tag.includes('src="/assets/'))).toBe(true);
    const styles = built.files.filter(({ name }) => name.endsWith('.css')).map(({ name }) => text(name));
    expect(styles.join('\n')).not.toMatch(/url\(|@import/);
    expect(page).not.toMatch(/https?:/);
  });

  it('names every file but the page by what is in it, so that a browser may keep it', () => {
    const names = built.files.map(({ name }) => name).filter((name) => name !== 'index.html');
    expect(names.filter((name) => !/^assets\/[\w-]+-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  });
});
