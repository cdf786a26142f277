const NUMBER = /^\[?\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*\]?$/i;

/** The number that a measurement's value text is, also when it is the only one of a list; undefined for any other text. */
export function numberIn(text: string | undefined): number | undefined {
  const digits = text === undefined ? undefined : NUMBER.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
