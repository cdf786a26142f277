import { jsonText } from '../json-text.ts';
import type { JsonText } from '../tables.ts';

/** What a run with a label is found by. */
export function labelMark(name: string, value: string): JsonText {
  return jsonText(['label', name, value]);
}

/** What a run that was made from a template is found by. */
export function templateMark(name: string): JsonText {
  return jsonText(['template', name]);
}
