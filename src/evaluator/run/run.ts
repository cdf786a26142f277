import type { Instant } from '../../core/instant.ts';
import type { Patience } from '../../core/patience.ts';
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

/** Somebody's patience is asked after so many steps: some milliseconds. */
const ASKED_AFTER = 20_000;

/** What a function is taken to cost there, in steps, by what it is called with: what a list or an object holds is not known. */
const CALL = { scalar: 80, holder: 2_000 };

/** Characters or items of a value that make one more step there: not all functions are quick with them. */
const READ_PER_CALL_STEP = 10;

/** Steps of one thing that cannot be ended once it has begun: a third of a second at worst. */
const MOST_AT_ONCE = 4_000_000;

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
  readonly patience: Patience | undefined;
  /** Goes on without a question as long as there are no more steps. */
  until: number;

  constructor(result: Value, now: Instant, variables: number, patience?: Patience) {
    this.result = result;
    this.now = now;
    this.variables = variables === 0 ? NO_VALUES : Array.from({ length: variables }, () => null);
    this.scope = undefined;
    this.memory = 0;
    this.steps = 0;
    this.held = undefined;
    this.patience = patience;
    this.until = patience === undefined ? STEP_BUDGET : ASKED_AFTER;
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
    if (this.steps > this.until) this.ask();
  }

  /** Counts what reading a value as a whole costs. */
  read(value: Value): void {
    if (typeof value !== 'string' && !Array.isArray(value)) return;
    if (value.length >= READ_PER_STEP) this.spend(value.length / READ_PER_STEP);
  }

  /** Somebody's patience is asked the earlier, the more a function is called with, or has made, costs. */
  toil(value: Value): void {
    if (this.patience === undefined) return;
    const isLong = typeof value === 'string' || Array.isArray(value);
    const cost = typeof value === 'object' && value !== null ? CALL.holder : CALL.scalar;
    this.hasten(cost + (isLong ? value.length / READ_PER_CALL_STEP : 0));
  }

  /** Before one thing that cannot be ended once it has begun: where somebody's patience is asked, it must not be too long at worst. */
  afford(steps: number): void {
    if (this.patience === undefined) return;
    if (steps > MOST_AT_ONCE)
      stop('evaluation was ended: a regular expression would take longer than a condition may take here');
    this.hasten(steps);
  }

  /** Ends the evaluation when it has taken too many steps, or too long for somebody's patience. */
  ask(): void {
    if (this.steps > STEP_BUDGET) stop(`evaluation takes more than ${STEP_BUDGET} steps`);
    if (this.patience?.isOver() === true) stop('evaluation was ended: it takes longer than a condition may take here');
    this.until = Math.min(STEP_BUDGET, this.steps + ASKED_AFTER);
  }

  /** Somebody's patience is asked so many steps earlier. */
  hasten(steps: number): void {
    this.until -= steps;
    if (this.steps > this.until) this.ask();
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
