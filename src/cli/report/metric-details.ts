import type { DecidingMeasurement, MetricExplanation } from '../../analysis/explanation.ts';
import { formatInstant } from '../../core/instant.ts';
import { printable, printableLines } from '../terminal/printable.ts';
import { conditionLines } from './condition-lines.ts';
import { limitText } from './limit-text.ts';

/** One line of what is known of a metric; the label stands only on the first line of each thing. */
export interface DetailLine {
  readonly label: string;
  readonly text: string;
}

/** Columns that a label and the gap after it take. */
export const LABEL_WIDTH = 10;

interface Detail {
  readonly name: 'measured' | 'message' | 'judged' | 'limits' | 'source' | 'body' | 'note';
  readonly lines: readonly string[];
}

/** All that is known of why a metric stands where it stands, for a person: printable lines. What is not known is left out. */
export function detailLines({ deciding, limits }: MetricExplanation): readonly DetailLine[] {
  const details: readonly Detail[] = [
    ...(deciding ? measurementDetails(deciding) : []),
    { name: 'limits', lines: limits.flatMap((check) => limitText(check) ?? []) },
    ...(deciding ? sourceDetails(deciding) : []),
  ];
  return details.flatMap(({ name, lines }) => lines.map((text, index) => ({ label: index === 0 ? name : '', text })));
}

/** The same as a block of text. */
export function detailBlock(metric: MetricExplanation): string {
  return detailLines(metric)
    .map(({ label, text }) => `${label.padEnd(LABEL_WIDTH)}${text}`)
    .join('\n');
}

function measurementDetails({ phase, value, message, finishedAt, conditions }: DecidingMeasurement): readonly Detail[] {
  const when = finishedAt === undefined ? 'under way' : `at ${formatInstant(finishedAt)}`;
  const what = value === undefined || value === '' ? 'no value' : printable(value);
  return [
    { name: 'measured', lines: [`${what} ${when}${phase === '' ? '' : `: ${phase}`}`] },
    { name: 'message', lines: printableLines(message ?? '') },
    { name: 'judged', lines: conditions.flatMap(conditionLines) },
  ];
}

function sourceDetails({ source, note }: DecidingMeasurement): readonly Detail[] {
  const said: readonly Detail[] = [{ name: 'note', lines: printableLines(note ?? '') }];
  if (source === undefined) return said;
  const { address, status, body, error } = source;
  const outcome = error ?? (status === undefined ? undefined : `HTTP ${status}`);
  return [
    { name: 'source', lines: [printable(outcome === undefined ? address : `${address} → ${outcome}`)] },
    { name: 'body', lines: body === undefined || body === '' ? [] : [printable(body)] },
    ...said,
  ];
}
