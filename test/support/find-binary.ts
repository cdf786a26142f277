import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where a program is installed; undefined, with a line that says so, where it is not.
 *
 * @param what    the tests that need it
 * @param alsoIn  folders that are looked into besides those of PATH, first of all
 * @throws Error when it is missing although VERDICT_REQUIRE_SERVERS asks for all of them
 */
export function findBinary(name: string, what: string, alsoIn: readonly string[] = []): string | undefined {
  const folders = [...alsoIn, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const binary = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (binary !== undefined) return binary;
  const reason = `${what}: no ${name} is installed`;
  if (process.env['VERDICT_REQUIRE_SERVERS']) throw new Error(`${reason}, and VERDICT_REQUIRE_SERVERS is set`);
  console.log(`skipped: ${reason}`);
  return undefined;
}

/** Whether a file is there and can be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
