import { isJsonObject, type Json } from '../../core/json.ts';
import { didYouMean } from '../nearest.ts';
import { itemPath, memberPath } from '../path.ts';
import { placeholdersIn } from '../placeholder.ts';
import type { Report } from '../reading/report.ts';

/** Which placeholders a document may use. */
export interface Arguments {
  /** Names of the arguments it declares. */
  readonly names: readonly string[];
  /** Whether no other document can declare more: so it is with a run. */
  readonly isComplete: boolean;
}

/**
 * Checks the placeholders in the texts and names of a metric. A metric has no other use for double braces: whatever stands in them
 * must be an argument.
 */
export function checkPlaceholders(json: Json, path: string, args: Arguments, report: Report): void {
  if (typeof json === 'string') checkText(json, path, args, report);
  else if (Array.isArray(json)) {
    for (const [index, item] of json.entries()) checkPlaceholders(item as Json, itemPath(path, index), args, report);
  } else if (isJsonObject(json)) {
    for (const [name, value] of Object.entries(json)) {
      checkText(name, memberPath(path, name), args, report);
      checkPlaceholders(value, memberPath(path, name), args, report);
    }
  }
}

function checkText(text: string, path: string, { names, isComplete }: Arguments, report: Report): void {
  for (const name of new Set(placeholdersIn(text))) {
    const found = `{{${name}}}`;
    const expected = 'a declared argument, as {{args.name}}';
    if (!name.startsWith('args.')) {
      const sentence = `{{${name}}} is no argument, and double braces cannot be written for anything else`;
      report.add({ path, found, expected, sentence });
    } else if (!names.includes(name.slice('args.'.length))) {
      const argument = name.slice('args.'.length);
      const sentence = `{{args.${argument}}} is used, but no argument "${argument}" is declared${didYouMean(argument, names)}`;
      report.add({ severity: isComplete ? 'error' : 'warning', path, found, expected, sentence });
    }
  }
}
