/** A place in a text that moves on by characters and remembers where the part being read began. */
export class TextCursor {
  readonly text: string;
  #at = 0;
  #start = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes the next character; empty at the end. */
  next(): string {
    const char = this.peek();
    this.#at += char.length;
    return char;
  }

  /** The next character, not taken; empty at the end. */
  peek(): string {
    const code = this.text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** Goes back over a character that was just taken. */
  back(char: string): void {
    this.#at -= char.length;
  }

  /** True when these characters come next. */
  comes(prefix: string): boolean {
    return this.text.startsWith(prefix, this.#at);
  }

  /** Moves on over `length` characters and begins a new part there. */
  skip(length: number): void {
    this.#at += length;
    this.#start = this.#at;
  }

  /** The character two before this place: the one before the character just taken. */
  beforeLast(): string {
    return this.text.charAt(this.#at - 2);
  }

  /** The part read since the last call; the next one begins here. */
  part(): string {
    const part = this.text.slice(this.#start, this.#at);
    this.#start = this.#at;
    return part;
  }
}
