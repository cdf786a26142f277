import { compareValues } from './compare-values.ts';
import { JsonPathError } from './json-path-error.ts';
import type { ListNode, PathNode, Slice } from './json-path-node.ts';
import { childrenOf, goTypeOf, isList, isMap, type PathValue, printed, Whole } from './path-value.ts';

/** What a step found. After an error, `values` are what an existence test still sees. */
interface Step {
  readonly values: readonly PathValue[];
  readonly error?: string;
}

/** Values that one walk may look at: more than the largest body holds, but descents one after the other multiply. */
const MOST_VALUES = 20_000_000;

/** Walks the steps of a path and keeps count of the ranges that are open. */
export class PathWalker {
  #begun = 0;
  #open = 0;
  #ended = 0;
  #seen = 0;

  /** Ranges that are open. */
  get depth(): number {
    return this.#open;
  }

  /**
   * The values that a node leads to.
   *
   * @throws JsonPathError
   */
  walk(values: readonly PathValue[], node: PathNode): readonly PathValue[] {
    const step = this.#step(values, node);
    if (step.error !== undefined) throw new JsonPathError(step.error);
    return step.values;
  }

  /** True once for an `end` that was walked over inside a range. */
  leavesRange(): boolean {
    if (this.#ended === 0 || this.#ended > this.#open) return false;
    this.#ended -= 1;
    return true;
  }

  /** True once for a `range` that was walked over; it is then open. */
  entersRange(): boolean {
    if (this.#begun === 0) return false;
    this.#begun -= 1;
    this.#open += 1;
    return true;
  }

  closeRange(): void {
    this.#open -= 1;
  }

  /** Counts values that are looked at. */
  #see(count: number): void {
    this.#seen += count;
    if (this.#seen > MOST_VALUES) throw new JsonPathError(`the path looks at more than ${MOST_VALUES} values`);
  }

  #step(values: readonly PathValue[], node: PathNode): Step {
    this.#see(values.length);
    switch (node.kind) {
      case 'list':
        return this.#list(values, node);
      case 'text':
        return { values: [node.text] };
      case 'field':
        return fieldStep(values, node.name);
      case 'wildcard':
        return { values: values.flatMap((value) => this.#childrenOf(value)) };
      case 'recursive':
        return { values: this.#descendants(values) };
      case 'slice':
        return sliceStep(values, node.slice);
      case 'union':
        return this.#union(values, node.members);
      case 'filter':
      case 'exists':
        return this.#filter(values, node);
      case 'int':
        return { values: values.map(() => new Whole('int', node.value)) };
      case 'float':
      case 'bool':
        return { values: values.map(() => node.value) };
      case 'word':
        return this.#word(values, node.word);
    }
  }

  #list(values: readonly PathValue[], list: ListNode): Step {
    let step: Step = { values };
    for (const node of list.nodes) {
      step = this.#step(step.values, node);
      if (step.error !== undefined) return step;
    }
    return step;
  }

  #childrenOf(value: PathValue): readonly PathValue[] {
    const children = childrenOf(value);
    this.#see(children.length);
    return children;
  }

  /** The values and everything inside them, a value before its insides; only what has something inside. */
  #descendants(values: readonly PathValue[]): readonly PathValue[] {
    const found: PathValue[] = [];
    const waiting = values.toReversed();
    while (waiting.length > 0) {
      const value = waiting.pop();
      const children = this.#childrenOf(value);
      if (children.length === 0) continue;
      found.push(value);
      for (const child of children.toReversed()) waiting.push(child);
    }
    return found;
  }

  #union(values: readonly PathValue[], members: readonly ListNode[]): Step {
    const all: PathValue[] = [];
    for (const member of members) {
      const step = this.#list(values, member);
      if (step.error !== undefined) return { values, error: step.error };
      for (const value of step.values) all.push(value);
    }
    return { values: all };
  }

  #word(values: readonly PathValue[], word: string): Step {
    if (word === 'range') {
      this.#begun += 1;
      return { values };
    }
    if (word !== 'end') return { values, error: `unrecognized identifier ${word}` };
    if (this.#open === 0) return { values: [], error: 'not in range, nothing to end' };
    this.#ended += 1;
    return { values: [] };
  }

  #filter(values: readonly PathValue[], node: Extract<PathNode, { kind: 'filter' | 'exists' }>): Step {
    const kept: PathValue[] = [];
    for (const value of values) {
      if (!isList(value)) return { values, error: `${printed(value)} is not array or slice and cannot be filtered` };
      for (const item of value) {
        const judged = node.kind === 'exists' ? this.#exists(item, node.path) : this.#compare(item, node);
        if (typeof judged === 'object') return { values: judged.afterComparing ? kept : values, error: judged.error };
        if (judged) kept.push(item);
      }
    }
    return { values: kept };
  }

  #exists(item: PathValue, path: ListNode): boolean {
    return this.#list([item], path).values.length > 0;
  }

  #compare(
    item: PathValue,
    node: Extract<PathNode, { kind: 'filter' }>,
  ): boolean | { readonly error: string; readonly afterComparing?: true } {
    const operands: PathValue[] = [];
    for (const side of [node.left, node.right]) {
      const { values, error } = this.#list([item], side);
      if (error !== undefined) return { error };
      if (values.length > 1) return { error: 'can only compare one element at a time' };
      if (values.length === 0) return false;
      operands.push(values[0]);
    }
    try {
      return compareValues(operands[0], node.operator, operands[1]);
    } catch (thrown) {
      if (thrown instanceof JsonPathError) return { error: thrown.message, afterComparing: true };
      throw thrown;
    }
  }
}

/** Nothing in, nothing out; else the name must be in at least one of the objects. */
function fieldStep(values: readonly PathValue[], name: string): Step {
  const found: PathValue[] = [];
  for (const value of values) {
    const child = isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (child !== undefined) found.push(child);
  }
  return values.length > 0 && found.length === 0 ? { values: [], error: `${name} is not found` } : { values: found };
}

function sliceStep(values: readonly PathValue[], slice: Slice): Step {
  const found: PathValue[] = [];
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (!isList(value)) return { values, error: `${goTypeOf(value)} is not array or slice` };
    const start = fromEnd(slice.start ?? 0, value.length);
    const end = endOf(slice, value.length);
    if (start === end) return { values: found };
    const error =
      sliceError(start, end, value.length) ??
      (slice.step !== undefined && slice.step <= 0 ? 'step must be > 0' : undefined);
    if (error !== undefined) return { values, error };
    for (let at = start; at < end; at += slice.step ?? 1) found.push(value[at] ?? null);
  }
  return { values: found };
}

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

/** The end of index -1 comes out as 0, which then means the length. */
function endOf({ end, isIndex }: Slice, length: number): number {
  if (end === undefined) return length;
  return end < 0 || (end === 0 && isIndex) ? end + length : end;
}

function sliceError(start: number, end: number, length: number): string | undefined {
  if (start >= length || start < 0) return `array index out of bounds: index ${start}, length ${length}`;
  if (end > length || end < 0) return `array index out of bounds: index ${end - 1}, length ${length}`;
  return start > end ? `starting index ${start} is greater than ending index ${end}` : undefined;
}
