import { RE2JS } from 're2js';

/** A match as a JavaScript RegExp's `exec` gives it, as far as others rely on it. */
export interface LinearMatch extends Array<string | undefined> {
  0: string;
  index: number;
}

/**
 * A JavaScript regular expression that runs on RE2, in time linear in the text. Stands in for RegExp where code of others takes an engine.
 * It has `exec` and `lastIndex`, and searches on from there as with the flag `g`; flags `i`, `m` and `s` are kept.
 * What RE2 lacks is refused: look-around and back-references.
 */
export class LinearRegExp {
  /** Where the next search starts. */
  lastIndex = 0;
  readonly source: string;
  readonly #re2: RE2JS;

  /** @throws Error with Go's text, such as ``error parsing regexp: invalid or unsupported Perl syntax: `(?=` `` */
  constructor(pattern: RegExp) {
    this.source = pattern.source;
    this.#re2 = RE2JS.compile(RE2JS.translateRegExp(pattern));
  }

  exec(text: string): LinearMatch | null {
    const matcher = this.#re2.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    this.lastIndex = matcher.end();
    const groups = Array.from({ length: matcher.groupCount() }, (_, group) => matcher.group(group + 1) ?? undefined);
    return Object.assign<[string, ...(string | undefined)[]], { index: number }>([matcher.group() ?? '', ...groups], {
      index: matcher.start(),
    });
  }
}
