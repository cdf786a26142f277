import { marshalJson } from '../../../core/go/json.ts';
import { goJson } from '../../hash/go-json.ts';
import type { GoType } from '../../hash/go-type.ts';
import { Fields } from '../../reading/fields.ts';
import type { Shown } from '../field-error.ts';

/** The fields of a Go struct in their order; JSON writes them with a small first letter, unless `json` says otherwise. */
export type GoNames = readonly (string | GoField)[];

interface GoField {
  readonly go: string;
  readonly json?: string;
  /** What it is where it is absent. Default null: then Go holds a pointer. */
  readonly zero?: '';
  /** The fields of the struct that it holds. */
  readonly inside?: GoNames;
  /** What it holds, where that has names for JSON after all. */
  readonly type?: GoType;
}

/**
 * An object as errors of Kubernetes' libraries show it: with the names that its fields have in Go, all of them.
 */
export function goNamed(fields: Fields, names: GoNames): Shown {
  return { json: goNamedJson(fields, names) };
}

/** A list of such objects. */
export function goNamedList(list: readonly Fields[], names: GoNames): Shown {
  return { json: `[${list.map((fields) => goNamedJson(fields, names)).join(',')}]` };
}

function goNamedJson(fields: Fields, names: GoNames): string {
  const members = names.map((name) => {
    const field: GoField = typeof name === 'string' ? { go: name } : name;
    return `${JSON.stringify(field.go)}:${valueJson(fields, field)}`;
  });
  return `{${members.join(',')}}`;
}

function valueJson(fields: Fields, field: GoField): string {
  const { go, json = go.charAt(0).toLowerCase() + go.slice(1), inside, type } = field;
  const value = fields.json(json) ?? field.zero ?? null;
  if (type !== undefined) return goJson(value, type);
  return value === null || inside === undefined ? marshalJson(value) : goNamedJson(new Fields(value), inside);
}
