import { isJsonObject, type Json } from '../../core/json.ts';
import { itemPath, memberPath } from '../path.ts';
import { type Shape, valuesOf } from '../schema/shape.ts';
import type { Report } from './report.ts';

/** Words that are truth values to Go's YAML, which follows version 1.1, and texts to version 1.2. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'on'].flatMap((word) => cases(word).map((text) => [text, true] as const)),
  ...['n', 'no', 'off'].flatMap((word) => cases(word).map((text) => [text, false] as const)),
]);

function cases(word: string): readonly string[] {
  return [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)];
}

/**
 * The document as a cluster would read it: words such as `no` become truth values where the schema takes one or takes anything,
 * and fields that are null are taken as not written. Every such word is warned about, and so is a number that Go reads as octal.
 */
export function asGoReads(json: Json, shape: Shape, report: Report): Json {
  return read({ json, path: '', shape }, report);
}

interface Part {
  readonly json: Json;
  readonly path: string;
  /** Absent where the schema takes anything. */
  readonly shape: Shape | undefined;
}

function read({ json, path, shape }: Part, report: Report): Json {
  if (Array.isArray(json)) {
    return json.map((item: Json, index) =>
      read({ json: item, path: itemPath(path, index), shape: shape?.items }, report),
    );
  }
  if (isJsonObject(json)) {
    const members = Object.entries(json).filter(
      ([name, value]) => value !== null || shape?.properties?.[name] === undefined,
    );
    return Object.fromEntries(
      members.map(([name, value]) => [
        name,
        read({ json: value, path: memberPath(path, name), shape: memberShape(shape, name) }, report),
      ]),
    );
  }
  return readPlain({ json, path, shape }, report);
}

function readPlain({ json, path, shape }: Part, report: Report): Json {
  const plain = report.located.spots.get(path)?.plain;
  if (plain === undefined) return json;
  if (typeof json === 'number') warnOfOctal(plain, path, report);
  const truth = typeof json === 'string' ? WORDS.get(plain) : undefined;
  if (truth === undefined) return json;
  const isTruthTaken =
    shape?.type === undefined ? shape?.anyOf === undefined && shape?.enum === undefined : shape.type === 'boolean';
  const found = `the word ${plain}`;
  const sentence = isTruthTaken
    ? `${plain} is read as ${truth}, as Go's YAML does; write ${truth}, or "${plain}" in quotes for the text`
    : `${plain} is a text here but ${truth} to Go's YAML, so a cluster refuses it; put it in quotes`;
  report.add({
    severity: 'warning',
    path,
    found,
    expected: isTruthTaken ? 'true or false' : 'a text in quotes',
    sentence,
  });
  return isTruthTaken ? truth : json;
}

function warnOfOctal(plain: string, path: string, report: Report): void {
  const isOctal = /^[-+]?0[0-7]+$/.test(plain) && Number(plain) !== Number.parseInt(plain, 8);
  if (!isOctal) return;
  const sentence = `${plain} is ${Number(plain)} here but ${Number.parseInt(plain, 8)} to Go's YAML; leave out the zero in front`;
  report.add({ severity: 'warning', path, found: plain, expected: 'a number without a zero in front', sentence });
}

function memberShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape === undefined) return undefined;
  const field =
    shape.properties !== undefined && Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
  return field ?? valuesOf(shape);
}
