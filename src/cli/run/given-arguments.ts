import { readFile } from 'node:fs/promises';
import { isMap, isScalar, parseDocument } from 'yaml';
import { Fault, textOf } from '../../core/fault.ts';
import type { GivenArguments } from '../../runner/begin/wishes.ts';
import { type Assignment, assignmentIn } from './assignment.ts';

/**
 * Gathers the arguments of `--arg` and `--args-file`; `--arg` beats a file, and the later beats the earlier.
 *
 * @throws Fault USAGE_INVALID for what is no `NAME=VALUE`, and for a file that cannot be read or holds something else
 */
export async function givenArguments(args: readonly string[], files: readonly string[]): Promise<GivenArguments> {
  const fromFiles: Assignment[] = [];
  for (const file of files) fromFiles.push(...argumentsIn(await textOfFile(file), file));
  const fromLine = args.map((text) => assignmentIn(text, '--arg'));
  return {
    values: new Map([...fromFiles, ...fromLine].map(({ name, value }) => [name, value])),
    forThisRun: new Set(fromLine.map(({ name }) => name)),
  };
}

/**
 * The arguments in a file: a YAML or JSON object of plain values, taken as they are written (`1.50` stays `1.50`), or lines `NAME=VALUE`
 * in which empty ones and those that begin with `#` are passed over.
 *
 * @throws Fault USAGE_INVALID
 */
export function argumentsIn(text: string, file: string): readonly Assignment[] {
  const document = parseDocument(text);
  if (document.errors.length === 0 && document.contents === null) return [];
  if (document.errors.length === 0 && isMap(document.contents)) {
    return document.contents.items.map(({ key, value }) => ({ name: plain(key, file), value: plain(value, file) }));
  }
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return [];
    const { name, value } = assignmentIn(line, `${file}:${index + 1}: a line of --args-file`);
    return [{ name: name.trim(), value }];
  });
}

function plain(node: unknown, file: string): string {
  if (isScalar(node) && typeof node.value === 'string') return node.value;
  // A number or a truth value: how it was written says more than what YAML makes of it.
  if (isScalar(node) && node.value !== null && node.source !== undefined) return node.source;
  throw new Fault(
    'USAGE_INVALID',
    `${file}: --args-file takes an object of plain values; one of them is empty, a list or an object`,
  );
}

async function textOfFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `--args-file ${file} cannot be read: ${textOf(cause)}`, { file }, { cause });
  }
}
