import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, textOf } from '../../core/fault.ts';
import type { Source } from '../../resources/document.ts';
import { textOfStream } from '../condition/lines.ts';
import type { World } from '../world.ts';

/** Endings of the files that are read out of a folder. */
const ENDINGS = ['.yaml', '.yml', '.json'];

/**
 * Reads what stands on the command line: files, the YAML and JSON files of folders (not of folders in them) by name, and `-` for standard input.
 *
 * @throws Fault USAGE_INVALID naming everything that cannot be read, or that there is nothing to read
 */
export async function inputSources(paths: readonly string[], { stdin }: World): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const failures: string[] = [];
  for (const path of new Set(paths)) {
    try {
      sources.push(...(path === '-' ? [{ name: '-', text: await textOfStream(stdin) }] : await sourcesAt(path)));
    } catch (thrown) {
      failures.push(`${path} cannot be read: ${textOf(thrown)}`);
    }
  }
  if (failures.length > 0) throw new Fault('USAGE_INVALID', failures.join('\n'));
  return sources;
}

async function sourcesAt(path: string): Promise<readonly Source[]> {
  if (!(await stat(path)).isDirectory()) return [{ name: path, text: await readFile(path, 'utf8') }];
  const names = (await readdir(path)).filter((name) => ENDINGS.some((ending) => name.endsWith(ending))).sort();
  if (names.length === 0) throw new Error(`the folder holds no file that ends in ${ENDINGS.join(', ')}`);
  return Promise.all(
    names.map(async (name) => ({ name: join(path, name), text: await readFile(join(path, name), 'utf8') })),
  );
}
