import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault, textOf } from '../core/fault.ts';

/**
 * Writes a file so that at every moment, and after a crash, either its old or its new content is there, never a part:
 * a neighbour is written to the disk and then takes its place.
 *
 * @param mode who may read it, as far as the umask lets them; default: all
 * @throws Fault USAGE_INVALID when it cannot be written
 */
export async function writeAtomically(path: string, text: string, mode = 0o666): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    if (await isDevice(target)) return await writeFile(target, text);
    // Always the same name, so that what a killed process left behind is used up by the next.
    const draft = join(dirname(target), `.${basename(target)}.verdict-draft`);
    await writeToDisk(draft, text, mode);
    await rename(draft, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `${path} cannot be written: ${textOf(cause)}`, { file: path }, { cause });
  }
}

/**
 * Finds out beforehand whether a file can be written, so that nobody waits an hour for a result that has no place.
 *
 * @param option that named the file, for the error
 * @throws Fault USAGE_INVALID
 */
export async function checkWritable(path: string, option: string): Promise<void> {
  const folder = dirname(path);
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw new Error('it is a folder');
    await access(found?.isFile() === false ? path : folder, constants.W_OK);
  } catch (cause) {
    throw new Fault(
      'USAGE_INVALID',
      `${option} ${path} cannot be written: ${textOf(cause)}`,
      { file: path },
      { cause },
    );
  }
}

/** True for a terminal, a pipe and their like, which cannot be replaced. */
async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

async function writeToDisk(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  } finally {
    await file.close();
  }
}

// Without this the new name may be forgotten in a power cut.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
