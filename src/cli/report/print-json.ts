import type { Json } from '../../core/json.ts';
import { escapeUnprintable } from '../terminal/printable.ts';

/**
 * JSON with a newline at its end that is safe to look at: what a terminal would act on is escaped too.
 *
 * @param indent spaces a level; default 0, one line
 */
export function printJson(json: Json, indent = 0): string {
  const lines = JSON.stringify(json, null, indent).split('\n');
  return `${lines.map((line) => escapeUnprintable(line, escapeForJson)).join('\n')}\n`;
}

function escapeForJson(code: number): string {
  return String.fromCodePoint(code)
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
