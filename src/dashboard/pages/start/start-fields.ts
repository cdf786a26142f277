import type { Problem } from '../../api/problem.ts';
import type { TemplateArgument } from '../../api/template.ts';
import type { ProblemItem } from '../../api/wire.ts';

/** What the service says against a start, by the fields of the form. */
export interface Wrongs {
  /** By `args.NAME`, `labels` or `timeout`. */
  readonly byField: ReadonlyMap<string, string>;
  /** What belongs to no field. */
  readonly rest: readonly ProblemItem[];
  /** Said when there are no single problems. */
  readonly text?: string;
}

export const NOTHING_WRONG: Wrongs = { byField: new Map(), rest: [] };

/** Puts the problems of a refused start to the fields that they are about. */
export function wrongsIn({ items, message }: Problem, args: readonly TemplateArgument[]): Wrongs {
  if (items.length === 0) return namedInText(message, args);
  const placed = items.map((item) => [fieldOf(item), item] as const);
  return {
    byField: new Map(placed.flatMap(([field, { detail }]) => (field === undefined ? [] : [[field, detail] as const]))),
    rest: placed.flatMap(([field, item]) => (field === undefined ? [item] : [])),
  };
}

function fieldOf({ in: where, pointer }: ProblemItem): string | undefined {
  if (where !== 'body') return undefined;
  const [, first = '', second] = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (first === 'args' && second !== undefined) return `args.${second}`;
  return first === 'labels' || first === 'timeout' ? first : undefined;
}

/** A refusal in one sentence names the arguments that it is about. */
function namedInText(message: string, args: readonly TemplateArgument[]): Wrongs {
  const named = args.filter(({ name }) => isNamed(message, `args.${name}`));
  const byField = new Map(named.map(({ name }) => [`args.${name}`, message]));
  return { byField, rest: [], ...(named.length === 0 && { text: message }) };
}

/** Whether a text has a word in it that no longer word goes on from. */
function isNamed(text: string, word: string): boolean {
  return text
    .split(word)
    .slice(1)
    .some((rest) => !/^[\w-]/.test(rest));
}

/** Which arguments have to be given and are not. */
export function missingIn(args: readonly TemplateArgument[], given: Readonly<Record<string, string>>): Wrongs {
  const missing = args.filter(({ kind, name }) => kind === 'required' && (given[name] ?? '') === '');
  return {
    byField: new Map(missing.map(({ name }) => [`args.${name}`, 'It has no default, so it must be given.'])),
    rest: [],
  };
}

/** Reads labels as they are typed: `name=value`, one in a line or with commas between. Undefined when one has no `=`. */
export function labelsIn(text: string): Readonly<Record<string, string>> | undefined {
  const parts = text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.some((part) => part.indexOf('=') < 1)) return undefined;
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1).trim()]),
  );
}
