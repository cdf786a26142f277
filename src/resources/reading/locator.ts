import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type Document as YamlDocument,
} from 'yaml';
import type { Json } from '../../core/json.ts';
import { itemPath, memberPath } from '../path.ts';
import type { Place, Problem } from '../problem.ts';
import type { Located, Spot } from './located.ts';

/** With aliases followed; a few hundred lines of aliases could otherwise become billions of values. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 200;

/** Turns one YAML document into JSON, noting where each part stands. */
export class Locator {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;
  readonly #placeAt: (offset: number) => Place;
  readonly #spots = new Map<string, Spot>();
  readonly #aliases = new Map<Alias, Node | null>();
  #values = 0;

  constructor(document: YamlDocument, placeAt: (offset: number) => Place) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  /** The document, or undefined where it is too large or too deep; `problems` then says so. */
  locate(): Located | undefined {
    const { contents } = this.#document;
    try {
      const json = this.#json(contents, '', 0, undefined);
      return { json, start: this.#place(contents), spots: this.#spots };
    } catch (thrown) {
      if (!(thrown instanceof TooMuch)) throw thrown;
      this.problems.push({ severity: 'error', place: thrown.place, path: thrown.path, sentence: thrown.message });
      return undefined;
    }
  }

  #json(written: Node | null, path: string, depth: number, key: Place | undefined): Json {
    const place = written === null && key !== undefined ? key : this.#place(written);
    this.#values += 1;
    if (this.#values > MAX_VALUES)
      throw new TooMuch(`holds more than ${MAX_VALUES} values once its aliases are followed`, place, path);
    if (depth > MAX_DEPTH) throw new TooMuch(`is nested deeper than ${MAX_DEPTH} levels`, place, path);
    const node = isAlias(written) ? this.#resolved(written, path) : written;
    const plain = isScalar(node) && node.type === 'PLAIN' ? node.source : undefined;
    this.#spots.set(path, { value: place, ...(key && { key }), ...(plain !== undefined && { plain }) });
    if (isMap(node)) return this.#object(node, path, depth);
    if (isSeq(node))
      return node.items.map((item, index) => this.#json(item as Node, itemPath(path, index), depth + 1, undefined));
    return isScalar(node) ? this.#scalar(node, path, place) : null;
  }

  #object(map: YAMLMap, path: string, depth: number): Json {
    const members = new Map<string, Json>();
    for (const pair of map.items as readonly Pair<Node | null, Node | null>[]) {
      if (isMergeKey(pair.key)) this.#merge(pair.value, members, path, depth);
    }
    const own = new Set<string>();
    for (const pair of map.items as readonly Pair<Node | null, Node | null>[]) {
      if (isMergeKey(pair.key)) continue;
      const name = this.#name(pair.key, path);
      // Of a name that is written twice, which is a problem of its own, the first counts.
      if (own.has(name)) continue;
      own.add(name);
      members.set(name, this.#json(pair.value, memberPath(path, name), depth + 1, this.#place(pair.key)));
    }
    return Object.fromEntries(members);
  }

  /** `<<: *base`: the members of another object, unless they are written here. */
  #merge(value: Node | null, members: Map<string, Json>, path: string, depth: number): void {
    const resolved = isAlias(value) ? this.#resolved(value, path) : value;
    if (isSeq(resolved)) {
      for (const item of resolved.items.toReversed()) this.#merge(item as Node, members, path, depth);
      return;
    }
    const base = this.#json(value, path, depth + 1, undefined);
    if (typeof base !== 'object' || base === null || Array.isArray(base)) {
      this.problems.push({
        severity: 'error',
        place: this.#place(value),
        path,
        sentence: '"<<" takes an object, or a list of objects',
      });
      return;
    }
    for (const [name, member] of Object.entries(base)) members.set(name, member);
  }

  #name(key: Node | null, path: string): string {
    const node = isAlias(key) ? this.#resolved(key, path) : key;
    if (isScalar(node)) return String(node.type === 'PLAIN' ? (node.source ?? node.value) : node.value);
    const hint = isMap(node) ? '; if a placeholder is meant, put it in quotes: "{{args.name}}"' : '';
    const sentence =
      key === null ? 'a name is missing before ":"' : `a name must be a text, not a list or object${hint}`;
    this.problems.push({ severity: 'error', place: this.#place(key), path, sentence });
    return '';
  }

  /** What an alias stands for. Remembered, because finding it means a walk through the document. */
  #resolved(alias: Alias, path: string): Node | null {
    const known = this.#aliases.get(alias);
    if (known !== undefined) return known;
    const node = alias.resolve(this.#document) ?? null;
    if (node === null) {
      const sentence = `*${alias.source} stands for nothing: no &${alias.source} comes before it`;
      this.problems.push({ severity: 'error', place: this.#place(alias), path, sentence });
    }
    this.#aliases.set(alias, node);
    return node;
  }

  #scalar({ value, source }: Scalar, path: string, place: Place): Json {
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (value === null || value === undefined) return null;
    const sentence = `${source ?? typeof value} cannot be written as JSON, so no field takes it`;
    this.problems.push({ severity: 'error', place, path, sentence });
    return null;
  }

  #place(node: Node | null): Place {
    return this.#placeAt(node?.range?.[0] ?? 0);
  }
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
}

/** A document that nobody could have meant. */
class TooMuch extends Error {
  readonly place: Place;
  readonly path: string;

  constructor(message: string, place: Place, path: string) {
    super(message);
    this.place = place;
    this.path = path;
  }
}
