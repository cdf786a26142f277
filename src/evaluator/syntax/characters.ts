const LETTER = /^[\p{L}_$]$/u;
const WORD = /^[\p{L}\p{Nd}_$]$/u;
const SPACE = /^\p{White_Space}$/u;

/** True for what may start a name: a letter of any script, `_`, `$`. */
export function isLetter(character: string): boolean {
  return LETTER.test(character);
}

/** True for what may stand in a name: letters, `_`, `$`, decimal digits of any script. */
export function isWordCharacter(character: string): boolean {
  return WORD.test(character);
}

/** True for Unicode white space. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

/** True for a name as a whole: one letter, then word characters. */
export function isName(text: string): boolean {
  const [first, ...rest] = text;
  return first !== undefined && isLetter(first) && rest.every(isWordCharacter);
}

/** A character as errors name it: `U+0040 '@'`; without the character itself where it cannot be seen. */
export function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return VISIBLE.test(character) ? `${number} '${character}'` : number;
}

const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
