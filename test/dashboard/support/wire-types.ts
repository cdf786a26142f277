import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WIRE = join(import.meta.dirname, '..', '..', '..', 'src', 'dashboard', 'api', 'wire.ts');

/** A member of a type, as it is written. */
export interface WrittenMember {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
  readonly kind: 'string' | 'number' | 'boolean' | 'array' | 'object';
}

/** The members of an interface of `wire.ts` with those it extends, read from its text: types leave nothing behind to be looked at. */
export function membersOf(type: string): readonly WrittenMember[] {
  const text = readFileSync(WIRE, 'utf8');
  const found = new RegExp(`^export interface ${type}(?:<\\w+>)?(?: extends (\\w+))? \\{\\n([^}]*)^\\}`, 'm').exec(
    text,
  );
  if (found === null) throw new Error(`wire.ts has no interface ${type}`);
  const [, parent, body = ''] = found;
  const own = [...body.matchAll(/^ {2}readonly (\w+)(\??): ([^;]+(?:;(?=[^\n]*;$)[^;]+)?);$/gm)];
  return [
    ...(parent === undefined ? [] : membersOf(parent)),
    ...own.map(([, name = '', mark, written = '']) => ({
      name,
      isOptional: mark === '?',
      isNullable: written.includes('| null'),
      kind: kindOf(written.replace(' | null', '').trim()),
    })),
  ];
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'Verdict', 'Phase']);

function kindOf(written: string): WrittenMember['kind'] {
  if (TEXTS.has(written) || written.startsWith("'")) return 'string';
  if (written === 'number' || written === 'boolean') return written;
  return written.endsWith('[]') ? 'array' : 'object';
}
