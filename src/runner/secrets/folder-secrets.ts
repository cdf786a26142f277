import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, textOf } from '../../core/fault.ts';
import { Secret } from '../../core/secret.ts';
import { notFound, type SecretSource } from './secret-source.ts';

/**
 * The Secrets of a folder: `FOLDER/NAME/KEY` is a file with the value, taken to the byte, as Kubernetes mounts Secrets.
 *
 * @param namedBy what named the folder, for texts, such as `--secrets-dir`
 * @throws Fault USAGE_INVALID when the folder is not there
 */
export async function folderSecrets(folder: string, namedBy: string): Promise<SecretSource> {
  if (!(await isFolder(folder))) throw new Fault('USAGE_INVALID', `${namedBy} ${folder}: there is no such folder`);
  return {
    where: ({ name, key }) => `${join(folder, name, key)} (${namedBy})`,
    async read(name) {
      // A name comes from a template and must not lead out of the folder.
      if (name.includes('/') || name === '..' || name === '.') return notFound(name);
      if (!(await isFolder(join(folder, name)))) return notFound(name);
      return { kind: 'found', keys: await keysIn(join(folder, name), namedBy) };
    },
  };
}

async function keysIn(folder: string, namedBy: string): Promise<Readonly<Record<string, Secret>>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const keys = entries.filter(isKey).map(async ({ name }) => {
      const text = await readFile(join(folder, name), 'utf8');
      return [name, new Secret(text)] as const;
    });
    return Object.fromEntries(await Promise.all(keys));
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `${namedBy}: ${folder} cannot be read: ${textOf(cause)}`, {}, { cause });
  }
}

// A mounted Secret holds links to files in a folder named `..data`, and nothing else of interest begins with two dots.
function isKey(entry: Dirent): boolean {
  return (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('..');
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
