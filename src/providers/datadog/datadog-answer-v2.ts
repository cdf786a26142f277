import { Fault } from '../../core/fault.ts';
import { formatShortest } from '../../core/go/float.ts';
import { marshalJson } from '../../core/go/json.ts';
import { quote } from '../../core/go/quote.ts';
import type { Json } from '../../core/json.ts';
import type { Reading } from '../../core/reading.ts';
import { fieldOf, listIn, objectIn, textIn } from '../answer-fields.ts';
import { type Group, groupsMetadata } from './groups-metadata.ts';

/** One column of an answer: numbers, or the labels of groups. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly values: readonly Json[];
}

/**
 * Reads an answer of v2: the first column of numbers, without its nulls. With a column of groups the value is the list of all numbers,
 * otherwise it is the first of them; without any it is nil.
 *
 * @throws Fault PROVIDER_ANSWER_INVALID; JsonError where a field has the wrong type
 * @see providers.md §4, v2 result
 */
export function readAnswerV2(answer: Json): Reading {
  const { columns, errors } = contentOf(answer);
  if (errors !== '') throw invalid(`There were errors in your query: ${errors}`);
  // An answer of old has columns without a type.
  const numbers = columns.find(({ type }) => type === '' || type === 'number');
  const labels = columns.filter(({ type }) => type === 'group');
  const groups = numbers === undefined ? [] : groupsOf(numbers, labels);
  const values = groups.map(({ value }) => value);
  const [first] = values;
  if (first === undefined) return { kind: 'value', value: null, text: '[]' };
  if (labels.length === 0) return { kind: 'value', value: first, text: formatShortest(first) };
  return {
    kind: 'value',
    value: Float64Array.from(values),
    text: `[${values.map(formatShortest).join(',')}]`,
    metadata: groupsMetadata(groups),
  };
}

function contentOf(answer: Json): { readonly columns: readonly Column[]; readonly errors: string } {
  const whole = objectIn(answer, 'value of type datadog.datadogResponseV2');
  const data = objectIn(fieldOf(whole, 'data'), 'struct field datadogResponseV2.Data of type struct');
  const attributes = objectIn(fieldOf(data, 'attributes'), 'struct field .Data.Attributes of type struct');
  const columns = listIn(fieldOf(attributes, 'columns'), 'struct field .Data.Attributes.Columns of type []struct');
  const errors = textIn(fieldOf(data, 'errors'), 'struct field .Data.Errors of type string');
  return { columns: columns?.map(columnOf) ?? [], errors };
}

function columnOf(column: Json): Column {
  const fields = objectIn(column, 'struct field .Data.Attributes.Columns of type datadog.datadogV2Column');
  const field = (name: string, type: string): string => `struct field .Data.Attributes.Columns.${name} of type ${type}`;
  return {
    name: textIn(fieldOf(fields, 'name'), field('name', 'string')),
    type: textIn(fieldOf(fields, 'type'), field('type', 'string')),
    values: listIn(fieldOf(fields, 'values'), field('values', '[]json.RawMessage')) ?? [],
  };
}

/** The numbers with the labels of their rows; a null leaves its label out too. Without columns of labels the names are empty. */
function groupsOf(numbers: Column, labels: readonly Column[]): readonly Group[] {
  return numbers.values.flatMap((value, row) => {
    if (value === null) return [];
    return [{ value: numberAt(value, numbers.name), name: labels.map((column) => labelAt(column, row)).join(',') }];
  });
}

function numberAt(value: Json, column: string): number {
  if (typeof value === 'number') return value;
  const text = `could not parse numeric value ${quote(marshalJson(value, { escapeHtml: false }))} in column ${quote(column)}: it is no number`;
  throw invalid(text);
}

/** A row's label in one column: a list, because one dimension can have several names. */
function labelAt({ values }: Column, row: number): string {
  const names = values[row];
  const texts = Array.isArray(names) ? names.map((name) => name ?? '') : [];
  if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts.join(',');
  throw invalid(`could not parse group label at index ${row}`);
}

function invalid(text: string): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', text);
}
