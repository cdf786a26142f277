import { colourOf } from './colour-of.ts';
import type { Node, Note, Status } from './node.ts';
import { tabColumns } from './tab-columns.ts';
import type { Tint } from './tint.ts';

const HEADER = ['NAME', 'KIND', 'STATUS', 'AGE', 'INFO'];

/** A tree as a table: a line a thing. @see reference/interfaces.md §3.6 */
export function treeText(root: Node, tint: Tint): string {
  return tabColumns([HEADER, cellsOf(root, '', tint), ...rowsBelow(root, '', tint)]);
}

/** The icon, coloured, and the word. */
export function statusText({ icon, word }: Status, tint: Tint): string {
  return `${icon === '' ? '' : tint(colourOf(icon), icon)} ${word}`;
}

function rowsBelow({ children }: Node, trunk: string, tint: Tint): readonly (readonly string[])[] {
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    const branch = `${trunk}${isLast ? '└──' : '├──'}`;
    return [cellsOf(child, branch, tint), ...rowsBelow(child, `${trunk}${isLast ? '   ' : '│  '}`, tint)];
  });
}

function cellsOf({ sign, name, nameColours, kind, status, age, notes }: Node, branch: string, tint: Tint): string[] {
  const tintedName = nameColours.reduce((text, colour) => tint(colour, text), name);
  const info = notes.map((note) => noteText(note, tint)).join(',');
  return [`${branch}${sign} ${tintedName}`, kind, statusText(status, tint), age, info];
}

function noteText({ word, isColoured, rest }: Note, tint: Tint): string {
  return (isColoured ? tint(colourOf(word), word) : word) + rest;
}
