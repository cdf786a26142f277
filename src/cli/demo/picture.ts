import type { Instant } from '../../core/instant.ts';
import { cutSpans } from '../terminal/columns.ts';
import { type Paint, painted, type Span } from '../terminal/paint.ts';
import { rolloutNode } from '../tree/nodes.ts';
import type { Size } from '../view/rows.ts';
import { fitTree } from './fit-tree.ts';
import { newVersion, type Seen } from './seen.ts';
import { treeRows } from './tree-rows.ts';

/** Lines above the tree, its header and the empty lines included. */
const ABOVE = 5;
const BAR = 20;

/**
 * How a release stands, as lines: how far it is, where the requests go, and the tree of `get rollout`. No line is wider than `columns`, and there
 * are no more lines than `rows` while those are at least eight.
 */
export function picture(seen: Seen, { columns, rows }: Size, now: Instant, paint: Paint): readonly string[] {
  const tree = fitTree(rolloutNode(seen.info, now), Math.max(3, rows - ABOVE));
  const lines = [[], cutSpans(progressSpans(seen), columns), cutSpans(trafficSpans(seen), columns), []];
  return [...lines, ...treeRows(tree, columns)].map((spans) => painted(spans, paint).trimEnd());
}

function progressSpans({ info, step }: Seen): readonly Span[] {
  const version = newVersion(info);
  const steps = step === undefined ? '' : `, step ${Math.min(step + 1, info.steps.length)} of ${info.steps.length}`;
  return [{ text: `${info.objectMeta.name}:${version}`, format: 'bold' }, { text: `  ${info.status}${steps}` }];
}

/** A bar of which the new version's part is filled. */
function trafficSpans({ info, traffic }: Seen): readonly Span[] {
  const version = newVersion(info);
  const part = traffic.get(version) ?? 0;
  const rest = [...traffic].filter(([other, percent]) => other !== version && percent > 0);
  const filled = Math.round((part / 100) * BAR);
  return [
    { text: 'traffic  ' },
    { text: '█'.repeat(filled), format: 'yellow' },
    { text: '░'.repeat(BAR - filled), format: 'green' },
    { text: `  ${[[version, part] as const, ...rest].map(([name, percent]) => `${name} ${percent} %`).join(', ')}` },
  ];
}
