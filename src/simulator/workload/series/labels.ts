import { compareText } from '../../../core/go/compare-text.ts';
import { quote } from '../../../core/go/quote.ts';

/** Names and values of a series, in the order of the names; a label without a value is not there. */
export type Labels = ReadonlyMap<string, string>;

/** The label under which a series keeps its name. */
export const NAME = '__name__';

export const NO_LABELS: Labels = new Map();

/** Puts labels in order and leaves out those without a value. */
export function labelsOf(entries: Iterable<readonly [name: string, value: string]>): Labels {
  const there = [...entries].filter(([, value]) => value !== '');
  return new Map(there.sort(([a], [b]) => compareText(a, b)));
}

/** The same text for the same labels, and for no others. */
export function keyOf(labels: Labels): string {
  return JSON.stringify([...labels]);
}

/** Those of the labels that are named. */
export function onlyLabels(labels: Labels, names: readonly string[]): Labels {
  return new Map([...labels].filter(([name]) => names.includes(name)));
}

/** All but those that are named. */
export function withoutLabels(labels: Labels, names: readonly string[]): Labels {
  return new Map([...labels].filter(([name]) => !names.includes(name)));
}

/** As Prometheus writes a series in its messages: `up{pod="web-0"}`. */
export function sayLabels(labels: Labels): string {
  const name = labels.get(NAME) ?? '';
  const pairs = [...withoutLabels(labels, [NAME])].map(([label, value]) => `${label}=${quote(value)}`);
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(', ')}}`;
}
