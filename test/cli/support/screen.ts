import { Writable } from 'node:stream';

/** A terminal of a fixed width that keeps what stands on it. Knows only what a live view may send; anything else is a mistake. */
export class Screen extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  #lines: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows = 24) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  /** What a person sees, and could see by scrolling back. */
  get picture(): readonly string[] {
    return this.#lines.map((line) =>
      Array.from(line, (character) => character ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    for (const [piece] of chunk.matchAll(/\u001b\[[?\d;]*[A-Za-z]|./gsu)) this.#take(piece);
    done();
  }

  #take(piece: string): void {
    if (piece === '\n') return this.#goTo(this.#row + 1, 0);
    if (!piece.startsWith('\u001b')) return this.#put(piece);
    const count = Number(/\d+/.exec(piece)?.[0] ?? 1);
    const what = piece.at(-1);
    if (piece.startsWith('\u001b[?2026') || what === 'm') return;
    if (what === 'A') return this.#goTo(this.#row - count, this.#column);
    if (what === 'B') return this.#goTo(this.#row + count, this.#column);
    if (what === 'G') return this.#goTo(this.#row, count - 1);
    if (what === 'K') return this.#erase(piece === '\u001b[2K' ? 0 : this.#column);
    throw new Error(`a live view has no business sending ${JSON.stringify(piece)}`);
  }

  #put(character: string): void {
    if (this.#column >= this.columns) throw new Error('the line wraps');
    (this.#lines[this.#row] ??= [])[this.#column] = character;
    this.#column += 1;
  }

  #goTo(row: number, column: number): void {
    if (row < 0) throw new Error('the cursor left the screen');
    while (this.#lines.length <= row) this.#lines.push([]);
    this.#row = row;
    this.#column = column;
  }

  #erase(from: number): void {
    this.#lines[this.#row]?.splice(from);
  }
}
