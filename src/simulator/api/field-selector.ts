import type { JsonObject } from '../../core/json.ts';
import type { ApiKind } from './kind.ts';
import { valueAt } from './members.ts';
import { badRequest, quoted } from './refusals.ts';

/** Every kind can be selected by these. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  'metadata.name': ['metadata', 'name'],
  'metadata.namespace': ['metadata', 'namespace'],
};

/**
 * Reads a query's `fieldSelector`: `metadata.name=web,status.phase!=Running`. Empty fits all.
 *
 * @throws Fault with a 400 in the API server's words, for a field that the kind cannot be selected by among others
 */
export function fieldSelectorOf(text: string, kind: ApiKind, isCustom: boolean): (object: JsonObject) => boolean {
  const terms = text.split(/(?<!\\),/).filter((term) => term !== '');
  const all = terms.map((term) => {
    const [, field = '', sign = '', value = ''] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? [];
    if (sign === '') throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    const wanted = unescaped(value);
    const path = ALWAYS[field] ?? kind.selectable?.[field];
    if (path === undefined) throw badRequest(unknownField(field, kind, isCustom));
    return (object: JsonObject): boolean => (shown(object, path) === wanted) === (sign !== '!=');
  });
  return (object) => all.every((fits) => fits(object));
}

function shown(object: JsonObject, path: readonly string[]): string {
  const value = valueAt(object, path);
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function unescaped(value: string): string {
  const stray = /(?<!\\)(?:\\\\)*([=,])/.exec(value)?.[1];
  if (stray !== undefined) {
    throw badRequest(`invalid field selector: unescaped character in value: ${stray.charCodeAt(0)}`);
  }
  return value.replaceAll(/\\([\\,=])/g, '$1');
}

function unknownField(field: string, kind: ApiKind, isCustom: boolean): string {
  return isCustom || kind.selectable !== undefined
    ? `field label not supported: ${field}`
    : `${quoted(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}
