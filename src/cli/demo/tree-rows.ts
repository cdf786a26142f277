import { type Column, setInColumns } from '../terminal/columns.ts';
import type { Format, Span } from '../terminal/paint.ts';
import { colourOf } from '../tree/colour-of.ts';
import type { Node, Note } from '../tree/node.ts';
import type { Colour } from '../tree/tint.ts';

/** Wider than any name: names are not cut while another column can go. */
const WHOLE = 1_000;
/** Of a pod that is ready. */
const LEAST_INFO = 'ready:1/1'.length;

/**
 * The tree of `get rollout` in at most so many columns of a terminal: the kind goes first, then the age; what there is to know beside is cut, and then goes too.
 *
 * @returns a row of spans a line
 */
export function treeRows(root: Node, width: number): readonly (readonly Span[])[] {
  const rows = [{ branch: '', node: root }, ...below(root, '')];
  const column = (title: string, cell: (row: Row) => readonly Span[], min: number, rank: number): Column => ({
    cells: [[{ text: title, format: 'dim' }], ...rows.map(cell)],
    min,
    rank,
  });
  return setInColumns(
    [
      column('NAME', nameSpans, WHOLE, 0),
      column('KIND', ({ node }) => [{ text: node.kind }], WHOLE, 3),
      column('STATUS', ({ node }) => statusSpans(node), WHOLE, 0),
      column('AGE', ({ node }) => [{ text: node.age }], WHOLE, 2),
      column('INFO', ({ node }) => noteSpans(node.notes), LEAST_INFO, 1),
    ],
    width,
  );
}

interface Row {
  readonly branch: string;
  readonly node: Node;
}

function below({ children }: Node, trunk: string): readonly Row[] {
  return children.flatMap((node, index) => {
    const isLast = index === children.length - 1;
    const row = { branch: `${trunk}${isLast ? '└──' : '├──'}`, node };
    return [row, ...below(node, `${trunk}${isLast ? '   ' : '│  '}`)];
  });
}

function nameSpans({ branch, node }: Row): readonly Span[] {
  const colour = node.nameColours.findLast((one) => one !== 'none') ?? 'none';
  return [{ text: `${branch}${node.sign} ` }, span(node.name, colour)];
}

function statusSpans({ status: { icon, word } }: Node): readonly Span[] {
  return word === '' ? [] : [span(icon, colourOf(icon)), { text: ` ${word}` }];
}

function noteSpans(notes: readonly Note[]): readonly Span[] {
  return notes.flatMap(({ word, isColoured, rest }, index) => [
    ...(index === 0 ? [] : [{ text: ',' }]),
    span(word, isColoured ? colourOf(word) : 'none'),
    { text: rest },
  ]);
}

const FORMATS: Readonly<Record<Colour, Format | undefined>> = {
  green: 'green',
  red: 'red',
  yellow: 'yellow',
  brightBlue: 'cyan',
  none: undefined,
};

function span(text: string, colour: Colour): Span {
  const format = FORMATS[colour];
  return format === undefined ? { text } : { text, format };
}
