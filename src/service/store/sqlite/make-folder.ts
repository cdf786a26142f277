import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder that only its owner may enter, and those above it that are missing. Node's own way of doing so never comes back where the
 * system says of a folder that is there that it is not, as `/proc` does.
 *
 * @param folder absolute, or from where this process stands
 * @throws Error as Node's `mkdir`
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const above = dirname(folder);
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    if (code !== 'ENOENT' || above === folder) throw thrown;
    makeFolder(above);
    mkdirSync(folder, { mode: 0o700 });
  }
}
