/** Whether `a` goes before `b`. */
export type Before<T> = (a: T, b: T) => boolean;

/** Shorter lists are sorted by insertion, which keeps equal elements in order. */
const SHORT = 12;
/** From here on the pivot is looked for among nine elements, and a list that is nearly sorted is mended. */
const LONG = 50;

/**
 * Sorts a list in place in the order that Go's sort.Sort leaves equal elements in: pattern-defeating quicksort, as of Go 1.19.
 * (Since Go 1.22 the pseudo-random numbers differ, which shows in lists of 50 and more elements with many equal ones.)
 *
 * @see https://arxiv.org/abs/2106.05123
 */
export function sortUnstable<T>(list: T[], before: Before<T>): void {
  new Sorter(list, before).sort({ from: 0, to: list.length }, bitLength(list.length));
}

/** The part of the list from `from` up to but not including `to`. */
interface Part {
  readonly from: number;
  readonly to: number;
}

type Trend = 'rising' | 'falling' | 'unknown';

class Sorter<T> {
  readonly #list: T[];
  readonly #before: Before<T>;

  constructor(list: T[], before: Before<T>) {
    this.#list = list;
    this.#before = before;
  }

  /** `limit`: how many badly placed pivots are suffered before heap sort takes over. */
  sort(whole: Part, limit: number): void {
    let part = whole;
    let suffered = limit;
    let isBalanced = true;
    let isPartitioned = true;
    while (part.to - part.from > SHORT) {
      if (suffered === 0) return this.#heapSort(part);
      if (!isBalanced) {
        this.#scatter(part);
        suffered -= 1;
      }
      const { pivot, trend } = this.#risingPivot(part);
      if (isBalanced && isPartitioned && trend === 'rising' && this.#mend(part)) return;
      if (part.from > 0 && !this.#isBefore(part.from - 1, pivot)) {
        // Nothing here is less than the pivot, and much may be equal to it.
        part = { from: this.#partitionEqual(part, pivot), to: part.to };
        continue;
      }
      const split = this.#partition(part, pivot);
      isPartitioned = split.wasPartitioned;
      const left = { from: part.from, to: split.middle };
      const right = { from: split.middle + 1, to: part.to };
      const isLeftShorter = sizeOf(left) < sizeOf(right);
      const [shorter, longer] = isLeftShorter ? [left, right] : [right, left];
      isBalanced = sizeOf(shorter) >= Math.floor(sizeOf(part) / 8);
      this.sort(shorter, suffered);
      part = longer;
    }
    this.#insertionSort(part);
  }

  #isBefore(a: number, b: number): boolean {
    return this.#before(this.#list[a] as T, this.#list[b] as T);
  }

  #swap(a: number, b: number): void {
    const held = this.#list[a] as T;
    this.#list[a] = this.#list[b] as T;
    this.#list[b] = held;
  }

  #insertionSort({ from, to }: Part): void {
    for (let i = from + 1; i < to; i += 1) this.#sink(i, from);
  }

  /** Moves the element at `at` to the left until what stands there is not greater. */
  #sink(at: number, lowest: number): void {
    for (let i = at; i > lowest && this.#isBefore(i, i - 1); i -= 1) this.#swap(i, i - 1);
  }

  #heapSort({ from, to }: Part): void {
    const size = to - from;
    for (let root = Math.floor((size - 1) / 2); root >= 0; root -= 1) this.#siftDown(root, size, from);
    for (let last = size - 1; last >= 0; last -= 1) {
      this.#swap(from, from + last);
      this.#siftDown(0, last, from);
    }
  }

  #siftDown(start: number, size: number, from: number): void {
    let root = start;
    for (let child = 2 * root + 1; child < size; child = 2 * root + 1) {
      if (child + 1 < size && this.#isBefore(from + child, from + child + 1)) child += 1;
      if (!this.#isBefore(from + root, from + child)) return;
      this.#swap(from + root, from + child);
      root = child;
    }
  }

  /** Swaps three elements near the middle with others anywhere, against patterns that make bad pivots. */
  #scatter({ from, to }: Part): void {
    const size = to - from;
    const middle = from + Math.floor(size / 4) * 2;
    const mask = (1n << BigInt(bitLength(size))) - 1n;
    let random = BigInt(size);
    for (let i = middle - 1; i <= middle + 1; i += 1) {
      random = nextRandom(random);
      const drawn = Number(random & mask);
      this.#swap(i, from + (drawn >= size ? drawn - size : drawn));
    }
  }

  /** A pivot, and whether the part seems sorted; a part that seems to fall is turned round first. */
  #risingPivot(part: Part): { readonly pivot: number; readonly trend: Trend } {
    const { pivot, trend } = this.#choosePivot(part);
    if (trend !== 'falling') return { pivot, trend };
    for (let a = part.from, b = part.to - 1; a < b; a += 1, b -= 1) this.#swap(a, b);
    return { pivot: part.to - 1 - (pivot - part.from), trend: 'rising' };
  }

  #choosePivot({ from, to }: Part): { readonly pivot: number; readonly trend: Trend } {
    const size = to - from;
    const quarter = Math.floor(size / 4);
    let swaps = 0;
    const median = (a: number, b: number, c: number): number => {
      let [low, middle, high] = [a, b, c];
      const order = (isLess: boolean, exchange: () => void): void => {
        if (!isLess) return;
        swaps += 1;
        exchange();
      };
      order(this.#isBefore(middle, low), () => ([low, middle] = [middle, low]));
      order(this.#isBefore(high, middle), () => ([middle, high] = [high, middle]));
      order(this.#isBefore(middle, low), () => ([low, middle] = [middle, low]));
      return middle;
    };
    const quarters = [1, 2, 3].map((n) => from + quarter * n);
    const [a = from, b = from, c = from] = size >= LONG ? quarters.map((at) => median(at - 1, at, at + 1)) : quarters;
    const pivot = median(a, b, c);
    // Twelve is every possible swap among nine elements.
    return { pivot, trend: swaps === 0 ? 'rising' : swaps === 12 ? 'falling' : 'unknown' };
  }

  /** Tries to finish a part that seems sorted by moving a few elements. Answers whether it is sorted now. */
  #mend({ from, to }: Part): boolean {
    let at = from + 1;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      while (at < to && !this.#isBefore(at, at - 1)) at += 1;
      if (at === to) return true;
      if (to - from < LONG) return false;
      this.#swap(at, at - 1);
      if (at - from >= 2) this.#sink(at - 1, 0);
      if (to - at >= 2) this.#rise(at + 1, to);
    }
    return false;
  }

  /** Moves the element before `start` to the right while what follows is less. */
  #rise(start: number, to: number): void {
    for (let i = start; i < to && this.#isBefore(i, i - 1); i += 1) this.#swap(i, i - 1);
  }

  /** Puts what is less than the pivot before it and the rest behind it. */
  #partition({ from, to }: Part, pivot: number): { readonly middle: number; readonly wasPartitioned: boolean } {
    this.#swap(from, pivot);
    let left = from + 1;
    let right = to - 1;
    for (let rounds = 0; ; rounds += 1) {
      while (left <= right && this.#isBefore(left, from)) left += 1;
      while (left <= right && !this.#isBefore(right, from)) right -= 1;
      if (left > right) {
        this.#swap(right, from);
        return { middle: right, wasPartitioned: rounds === 0 };
      }
      this.#swap(left, right);
      left += 1;
      right -= 1;
    }
  }

  /** Puts what equals the pivot first, in a part that has nothing less. Answers where the rest begins. */
  #partitionEqual({ from, to }: Part, pivot: number): number {
    this.#swap(from, pivot);
    let left = from + 1;
    let right = to - 1;
    for (;;) {
      while (left <= right && !this.#isBefore(from, left)) left += 1;
      while (left <= right && this.#isBefore(from, right)) right -= 1;
      if (left > right) return left;
      this.#swap(left, right);
      left += 1;
      right -= 1;
    }
  }
}

function sizeOf({ from, to }: Part): number {
  return to - from;
}

/** How many bits a number has. */
function bitLength(n: number): number {
  return 32 - Math.clz32(n);
}

/** Marsaglia's xorshift with 64 bits. */
function nextRandom(seed: bigint): bigint {
  const a = BigInt.asUintN(64, seed ^ (seed << 13n));
  const b = a ^ (a >> 17n);
  return BigInt.asUintN(64, b ^ (b << 5n));
}
