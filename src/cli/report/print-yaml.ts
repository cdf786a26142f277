import { Document, visit } from 'yaml';
import type { Json } from '../../core/json.ts';
import { escapeUnprintable, isPrintable } from '../terminal/printable.ts';

/** JSON as YAML that is safe to look at, quoted so that readers of YAML 1.1 and 1.2 agree on it. Ends with a newline. */
export function printYaml(json: Json): string {
  const document = new Document(json, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && !isPrintable(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  // Line breaks are the document's own; whatever else is unprintable can now only stand between double quotes.
  const lines = document.toString({ lineWidth: 0, directives: false }).split('\n');
  return lines.map((line) => escapeUnprintable(line, escapeForYaml)).join('\n');
}

function escapeForYaml(code: number): string {
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
