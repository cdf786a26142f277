import type { Json } from '../../../core/json.ts';
import { didYouMean } from '../../../resources/nearest.ts';
import { checkValue, type Finding } from './check-value.ts';
import { refused } from './refused.ts';
import type { RequestShape } from './request-shape.ts';

/** The parameters of a query string: every value that each was given. Names are the caller's. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Takes a query string apart. What is percent-encoded wrongly stays as it is. */
export function queryOf(text: string): Query {
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

/** The shape of a query: an object whose members are parameters. One with a prefix takes all parameters that begin with it. */
export interface QueryShape extends RequestShape {
  readonly properties?: Readonly<Record<string, RequestShape & { readonly prefix?: string }>>;
}

/**
 * Reads parameters as what their schema says they are, as all of them are texts on the wire; then they are checked as strictly as a body.
 *
 * @throws Fault REQUEST_INVALID with all that is wrong
 */
export function readQuery(query: Query, shape: QueryShape): Readonly<Record<string, Json>> {
  const properties = Object.entries(shape.properties ?? {});
  const prefixed = properties.flatMap(([name, { prefix }]) => (prefix === undefined ? [] : [{ name, prefix }]));
  const twice: string[] = [];
  const strangers: string[] = [];
  const read = new Map<string, Json>();
  for (const [name, values] of query) {
    const group = prefixed.find(({ prefix }) => name.startsWith(prefix));
    const type = group === undefined ? typeOf(shape, name) : 'string';
    if (type !== 'array' && values.length > 1) twice.push(name);
    if (group !== undefined) addTo(read, group, name, values);
    else if (prefixed.length > 0 && type === undefined) strangers.push(name);
    else read.set(name, type === 'array' ? values : single(values[0] ?? '', type));
  }
  const value = Object.fromEntries(read);
  const found = [
    ...twice.map((name) => ({ pointer: name, detail: `${name}: is given more than once` })),
    ...strangers.map((name) => strangerOf(name, properties)),
    ...checkValue(value, shape).map((finding) => ({ ...finding, ...asParameter(ofParameter(finding, shape)) })),
  ];
  if (found.length > 0) throw refused('query', found);
  return value;
}

/** Which of the values of a repeated parameter is meant, the text says. */
function ofParameter({ pointer, detail }: Finding, shape: QueryShape): Pick<Finding, 'pointer' | 'detail'> {
  const [, name = ''] = pointer.split('/');
  if (typeOf(shape, name) !== 'array') return { pointer, detail };
  const own = `/${name}`;
  return { pointer: own, detail: detail.replace(`${pointer}: `, `${own}: `) };
}

/** A parameter that nobody knows, where some go by a prefix: mostly it was forgotten. */
function strangerOf(name: string, properties: readonly (readonly [string, { readonly prefix?: string }])[]): Finding {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const known = properties.map(([own, { prefix }]) => (prefix === undefined ? own : `${prefix}NAME`));
  const forgotten = properties.flatMap(([, { prefix }]) => (prefix === undefined ? [] : [`"${prefix}${shown}"`]));
  const hint = didYouMean(shown, known) || `; did you mean ${forgotten.join(' or ')}?`;
  return {
    pointer: name,
    detail: `unknown parameter "${shown}"${hint}; ${known.join(', ')} are taken`,
    found: `the parameter "${shown}"`,
    expected: `one of ${known.join(', ')}`,
  };
}

function typeOf({ properties = {} }: QueryShape, name: string): RequestShape['type'] {
  const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return shape?.prefix === undefined ? shape?.type : undefined;
}

function addTo(
  read: Map<string, Json>,
  { name, prefix }: { readonly name: string; readonly prefix: string },
  parameter: string,
  values: readonly string[],
): void {
  const before = read.get(name) ?? {};
  read.set(name, Object.assign(before, Object.fromEntries([[parameter.slice(prefix.length), values[0] ?? '']])));
}

function single(text: string, type: RequestShape['type']): Json {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** Parameters have names, no JSON pointers. */
export function asParameter({ pointer, detail }: { readonly pointer: string; readonly detail: string }) {
  const name = pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  const said = detail.startsWith(`${pointer}: `) ? `${name}: ${detail.slice(pointer.length + 2)}` : detail;
  return { pointer: name, detail: said.replace(/^unknown member/, 'unknown parameter') };
}
