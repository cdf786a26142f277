import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../src/service/store/sqlite/make-folder.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'verdict-folder-'));
afterAll(() => rmSync(ROOT, { recursive: true }));

describe('a data folder', () => {
  it('is made with those above it, for its owner alone, and may be there already', () => {
    const folder = join(ROOT, 'a', 'b', 'c');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is refused where a file is in the way', () => {
    const file = join(ROOT, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow('EEXIST');
    expect(() => makeFolder(join(file, 'below'))).toThrow('ENOTDIR');
  });

  it.runIf(process.platform === 'linux')('is refused, and soon, where the system can have none', () => {
    expect(() => makeFolder('/proc/verdict/data')).toThrow('ENOENT');
  });
});
