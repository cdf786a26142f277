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
import { targetsOfAliases } from './targets-of-aliases.ts';

/** With aliases followed; a few hundred lines of aliases could otherwise become billions of values. */
const MAX_VALUES = 100_000;
const MAX_DEPTH = 200;

/** A member of an object; without a name, one whose members are to be merged into it. */
interface Member {
  readonly name: string | undefined;
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Turns one YAML document into JSON, noting where each part stands. */
export class Locator {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;
  readonly #placeAt: (offset: number) => Place;
  readonly #spots = new Map<string, Spot>();
  readonly #targets: ReadonlyMap<Alias, Node>;
  /** Aliases that stand for nothing, of which was told. */
  readonly #untargeted = new Set<Alias>();
  /** Objects whose names were looked at. One that aliases stand for is met again. */
  readonly #named = new Set<YAMLMap>();
  #values = 0;

  constructor(document: YamlDocument, placeAt: (offset: number) => Place) {
    this.#document = document;
    this.#placeAt = placeAt;
    this.#targets = targetsOfAliases(document);
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
    const pairs = this.#pairsOf(map, path);
    for (const { name, value } of pairs) if (name === undefined) this.#merge(value, members, path, depth);
    for (const { name, key, value } of pairs) {
      if (name !== undefined) members.set(name, this.#json(value, memberPath(path, name), depth + 1, this.#place(key)));
    }
    return Object.fromEntries(members);
  }

  /** The members of an object. Of a name that is written twice, which is told, the first counts. */
  #pairsOf(map: YAMLMap, path: string): readonly Member[] {
    const isNew = !this.#named.has(map);
    this.#named.add(map);
    const names = new Set<string | undefined>();
    return (map.items as readonly Pair<Node | null, Node | null>[]).flatMap(({ key, value }) => {
      const name = isMergeKey(key) ? undefined : this.#name(key, path);
      const isTwice = names.has(name);
      names.add(name);
      if (!isTwice) return [{ name, key, value }];
      const sentence = 'this name is written twice in one object';
      if (isNew) this.problems.push({ severity: 'error', place: this.#place(key), path: '', sentence });
      return [];
    });
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

  /** What an alias stands for; null for nothing. */
  #resolved(alias: Alias, path: string): Node | null {
    const target = this.#targets.get(alias);
    if (target !== undefined || this.#untargeted.has(alias)) return target ?? null;
    this.#untargeted.add(alias);
    const sentence = `*${alias.source} stands for nothing: no &${alias.source} comes before it`;
    this.problems.push({ severity: 'error', place: this.#place(alias), path, sentence });
    return null;
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
