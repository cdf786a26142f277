import { type JsonText, jsonText } from '../json-text.ts';
import type { Mark } from '../tables.ts';

/** What a run with a label is found by. */
export function labelMark(name: string, value: string): JsonText<Mark> {
  return jsonText(['label', name, value]);
}

/** What a run that was made from a template is found by. */
export function templateMark(name: string): JsonText<Mark> {
  return jsonText(['template', name]);
}
