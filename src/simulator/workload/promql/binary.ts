import { keyOf, type Labels, NAME, onlyLabels, sayLabels, withoutLabels } from '../series/labels.ts';
import { combine } from './arithmetic.ts';
import { type Binary, isComparison, type Matching } from './expression.ts';
import { QueryError } from './query-error.ts';
import type { Element, Result } from './result.ts';

/** What two sides of an operator come to; each is a number or a vector. @throws QueryError `execution` where matches are not one to one */
export function join(binary: Binary, left: Result, right: Result): Result {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    // Comparisons of numbers are always asked for as 0 or 1: the parser sees to it.
    return { kind: 'scalar', value: outcome(binary, left.value, right.value) ?? Number.NaN };
  }
  if (left.kind === 'vector' && right.kind === 'scalar') {
    return vector(withNumber(binary, left.elements, (value) => outcome(binary, value, right.value)));
  }
  if (left.kind === 'scalar' && right.kind === 'vector') {
    const { operator, isBool } = binary;
    return vector(
      withNumber(binary, right.elements, (value) => {
        const found = outcome(binary, left.value, value);
        // A comparison lets the vector's values through, on whichever side they stand.
        return found !== undefined && isComparison(operator) && !isBool ? value : found;
      }),
    );
  }
  if (left.kind === 'vector' && right.kind === 'vector') return vector(together(binary, left.elements, right.elements));
  throw new QueryError('execution', `operator ${binary.operator} cannot join ${left.kind} and ${right.kind}`);
}

/** Undefined: left out. */
function outcome({ operator, isBool }: Binary, left: number, right: number): number | undefined {
  const found = combine(operator, left, right);
  return isBool ? Number(found !== undefined) : found;
}

function withNumber(
  binary: Binary,
  elements: readonly Element[],
  compute: (value: number) => number | undefined,
): readonly Element[] {
  return elements.flatMap(({ labels, value }) => {
    const found = compute(value);
    return found === undefined
      ? []
      : [{ labels: dropsName(binary) ? withoutLabels(labels, [NAME]) : labels, value: found }];
  });
}

/** Only a comparison that filters leaves values as they were, so that their name still fits. */
function dropsName({ operator, isBool }: Binary): boolean {
  return isBool || !isComparison(operator);
}

function together(binary: Binary, left: readonly Element[], right: readonly Element[]): readonly Element[] {
  const keyed = (element: Element): string => keyOf(signatureOf(binary.matching, element.labels));
  switch (binary.operator) {
    case 'and':
      return left.filter(isAmong(right, keyed));
    case 'unless': {
      const isThere = isAmong(right, keyed);
      return left.filter((element) => !isThere(element));
    }
    case 'or': {
      const isThere = isAmong(left, keyed);
      return [...left, ...right.filter((element) => !isThere(element))];
    }
    default:
      return oneToOne(binary, left, right);
  }
}

function isAmong(elements: readonly Element[], keyed: (element: Element) => string): (element: Element) => boolean {
  const keys = new Set(elements.map(keyed));
  return (element) => keys.has(keyed(element));
}

function oneToOne(binary: Binary, left: readonly Element[], right: readonly Element[]): readonly Element[] {
  // Without a left side nothing can match, and nothing is complained about.
  if (left.length === 0) return [];
  const partners = partnersOf(binary.matching, right);
  const joined = new Set<string>();
  return left.flatMap(({ labels, value }) => {
    const key = keyOf(signatureOf(binary.matching, labels));
    const partner = partners.get(key);
    const found = partner && outcome(binary, value, partner.value);
    if (found === undefined) return [];
    if (joined.has(key)) {
      const message = 'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)';
      throw new QueryError('execution', message);
    }
    joined.add(key);
    return [{ labels: labelsAfter(binary, labels), value: found }];
  });
}

function partnersOf(matching: Matching, elements: readonly Element[]): ReadonlyMap<string, Element> {
  const partners = new Map<string, Element>();
  for (const element of elements) {
    const signature = signatureOf(matching, element.labels);
    const key = keyOf(signature);
    const other = partners.get(key);
    if (other !== undefined) {
      const both = `[${bare(element.labels)}, ${bare(other.labels)}]`;
      throw new QueryError(
        'execution',
        `found duplicate series for the match group ${bare(signature)} on the right hand-side of the operation: ${both};many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
    partners.set(key, element);
  }
  return partners;
}

function bare(labels: Labels): string {
  return labels.size === 0 ? '{}' : sayLabels(labels);
}

/** The labels by which elements find each other. */
function signatureOf({ kind, labels: names }: Matching, labels: Labels): Labels {
  return kind === 'on' ? onlyLabels(labels, names) : withoutLabels(labels, [...names, NAME]);
}

/** The labels of an element that has found its partner. */
function labelsAfter(binary: Binary, labels: Labels): Labels {
  const { kind, labels: names } = binary.matching;
  const kept = kind === 'on' ? onlyLabels(labels, names) : withoutLabels(labels, names);
  return dropsName(binary) ? withoutLabels(kept, [NAME]) : kept;
}

function vector(elements: readonly Element[]): Result {
  return { kind: 'vector', elements };
}
