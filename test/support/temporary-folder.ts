import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of a test's own. */
export interface TemporaryFolder {
  readonly path: string;
  /** The path of a file in it. */
  at(name: string): string;
  /** Writes a file, and the folders it lies in. @returns its path */
  write(name: string, text: string): string;
  remove(): void;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'verdict-test-'));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    write(name, text) {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
      return at(name);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
