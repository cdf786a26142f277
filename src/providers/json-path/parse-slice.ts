import { parseInt64 } from '../../core/go/int.ts';
import { JsonPathError } from './json-path-error.ts';
import type { Slice } from './json-path-node.ts';

/**
 * Reads what stands in brackets as an index or a slice: `0`, `-1`, `1:`, `0:4:2`, `:`; nothing at all is index 0.
 *
 * @throws JsonPathError `invalid array index a`, `array index - is not a number`
 */
export function parseSlice(text: string): Slice {
  const found = /^(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?$/.exec(text);
  if (found === null) throw new JsonPathError(`invalid array index ${text}`);
  const [, startText = '', endText, stepText] = found;
  const start = numberOf(startText);
  const end = endText === undefined ? (start ?? 0) + 1 : numberOf(endText.slice(1));
  const step = stepText === undefined ? undefined : numberOf(stepText.slice(1));
  return {
    isIndex: endText === undefined,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(step === undefined ? {} : { step }),
  };
}

function numberOf(text: string): number | undefined {
  if (text === '') return undefined;
  const read = parseInt64(text, 'Atoi');
  if (!read.ok) throw new JsonPathError(`array index ${text} is not a number`);
  return Number(read.value);
}
