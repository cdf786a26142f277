import type { Instant } from '../../core/instant.ts';
import type { Value } from '../../core/value.ts';
import type { Scope } from './scope.ts';
import { stop } from './stop.ts';

/** What a condition may use of memory, in the original's units. */
const MEMORY_BUDGET = 1_000_000;

/**
 * How many items a condition may look at, over all its loops: about a second. The original has no such limit and would go on for hours
 * (`all(x, all(x, all(x, …)))` over a thousand items).
 */
const STEP_BUDGET = 10_000_000;

/** A string or list shorter than this is read for nothing, a longer one costs a step for so many characters or items. */
const READ_PER_STEP = 250;

const NO_VALUES: Value[] = [];

/** One evaluation of a condition: what it is evaluated on, and what it has used up. */
export class Run {
  readonly result: Value;
  readonly now: Instant;
  readonly variables: Value[];
  /** The innermost loop. */
  scope: Scope | undefined;
  // Not private: private members would make starting an evaluation slower than most conditions take.
  memory: number;
  steps: number;
  /** Values that wait for others; only used where the original leaves something behind on its stack (see `usesStack`). */
  held: Value[] | undefined;

  constructor(result: Value, now: Instant, variables: number) {
    this.result = result;
    this.now = now;
    this.variables = variables === 0 ? NO_VALUES : Array.from({ length: variables }, () => null);
    this.scope = undefined;
    this.memory = 0;
    this.steps = 0;
    this.held = undefined;
  }

  /** Takes memory. Ends the evaluation once the budget is reached. */
  use(units: number): void {
    this.memory += units;
    if (this.memory >= MEMORY_BUDGET) stop('memory budget exceeded');
  }

  /** Counts one item looked at. Ends the evaluation if it takes too long. */
  step(): void {
    this.spend(1);
  }

  /** Counts as so many steps. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > STEP_BUDGET) stop(`evaluation takes more than ${STEP_BUDGET} steps`);
  }

  /** Counts what reading a value as a whole costs. */
  read(value: Value): void {
    if (typeof value !== 'string' && !Array.isArray(value)) return;
    if (value.length < READ_PER_STEP) return;
    this.spend(value.length / READ_PER_STEP);
  }

  /** Puts a value on the stack. */
  hold(value: Value): void {
    this.held ??= [];
    this.held.push(value);
  }

  /** Takes the topmost value from the stack. */
  release(): Value {
    return this.held?.pop() ?? null;
  }

  /** Takes the topmost `count` values from the stack, in the order in which they were put there. */
  releaseMany(count: number): Value[] {
    const held = this.held ?? [];
    return held.splice(Math.max(held.length - count, 0), count);
  }
}
