import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { checkWritable, writeAtomically } from '../../src/cli/write-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('a file written as a whole', () => {
  it('takes the place of the old one and leaves nothing beside it', async () => {
    const own = temporaryFolder();
    await writeAtomically(own.write('run.json', 'old'), 'new');
    expect(readdirSync(own.path)).toEqual(['run.json']);
    expect(readFileSync(own.at('run.json'), 'utf8')).toBe('new');
    own.remove();
  });

  it('is written through a link, which stays one', async () => {
    symlinkSync(folder.write('target', 'old'), folder.at('link'));
    await writeAtomically(folder.at('link'), 'new');
    expect(readFileSync(folder.at('target'), 'utf8')).toBe('new');
  });

  it('is not disturbed by what a killed process left behind', async () => {
    writeFileSync(folder.at('.state.verdict-draft'), 'half of a');
    await writeAtomically(folder.at('state'), 'whole');
    expect(readFileSync(folder.at('state'), 'utf8')).toBe('whole');
  });

  it('can be a device', async () => {
    await expect(writeAtomically('/dev/null', 'gone')).resolves.toBeUndefined();
  });

  it('is refused where there is no folder for it', async () => {
    await expect(writeAtomically(folder.at('none/run.json'), '')).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: expect.stringContaining('run.json cannot be written: '),
    });
  });
});

it.each<{ given: string; path: () => string; says: string }>([
  { given: 'a folder that is not there', path: () => folder.at('none/out.json'), says: 'ENOENT' },
  { given: 'a folder itself', path: () => folder.path, says: 'it is a folder' },
])('$given cannot be written, and that is known beforehand', async ({ path, says }) => {
  await expect(checkWritable(path(), '--out')).rejects.toThrow(new RegExp(`^--out .* cannot be written: .*${says}`));
});
