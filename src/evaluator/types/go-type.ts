/** What a Go type is at heart, whatever its name. */
export type Kind =
  | 'bool'
  | 'int'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float64'
  | 'string'
  | 'slice'
  | 'array'
  | 'map'
  | 'struct'
  | 'ptr'
  | 'interface'
  | 'func';

/** A Go type as the checker needs it. One object per type: two types are the same if the objects are. */
export interface GoType {
  /** As Go prints it, such as `[]interface {}`. */
  readonly name: string;
  readonly kind: Kind;
  /** The package of a type that has a name of its own; empty for the others. */
  readonly pkg: string;
  /** Of lists, maps and pointers. */
  readonly elem?: GoType;
  /** Of maps. */
  readonly key?: GoType;
  /** The visible fields of a struct, in order. */
  readonly fields?: ReadonlyMap<string, GoType>;
  /** Methods by name; their types are without the receiver. */
  readonly methods?: ReadonlyMap<string, GoType>;
  /** Of functions. */
  readonly signature?: Signature;
}

export interface Signature {
  readonly params: readonly GoType[];
  /** The last of `params` may be given any number of times; it is the type of one. */
  readonly isVariadic: boolean;
  readonly results: readonly GoType[];
}

function basic(kind: Kind, name: string = kind): GoType {
  return { name, kind, pkg: '' };
}

export const ANY = basic('interface', 'interface {}');
export const ERROR: GoType = { name: 'error', kind: 'interface', pkg: '' };
export const BOOL = basic('bool');
export const INT = basic('int');
export const INT64 = basic('int64');
export const UINT8 = basic('uint8');
export const FLOAT64 = basic('float64');
export const STRING = basic('string');

/** The integer types, by name. */
export const INTEGERS: ReadonlyMap<string, GoType> = new Map(
  [
    INT,
    INT64,
    UINT8,
    ...(['int8', 'int16', 'int32', 'uint', 'uint16', 'uint32', 'uint64'] as const).map((kind) => basic(kind)),
  ].map((type) => [type.name, type]),
);

const slices = new Map<GoType, GoType>();

/** The list type with elements of `elem`. */
export function sliceOf(elem: GoType): GoType {
  const known = slices.get(elem);
  const type = known ?? { name: `[]${elem.name}`, kind: 'slice', pkg: '', elem };
  if (known === undefined) slices.set(elem, type);
  return type;
}

const pointers = new Map<GoType, GoType>();

/** The type of pointers to `elem`. */
export function pointerTo(elem: GoType, methods?: ReadonlyMap<string, GoType>): GoType {
  const known = pointers.get(elem);
  const type = known ?? { name: `*${elem.name}`, kind: 'ptr', pkg: '', elem, ...(methods && { methods }) };
  if (known === undefined) pointers.set(elem, type);
  return type;
}

const functions = new Map<string, GoType>();

/** The type of functions with this signature. */
export function functionOf(params: readonly GoType[], results: readonly GoType[], isVariadic = false): GoType {
  const names = params.map(({ name }, i) => (isVariadic && i === params.length - 1 ? `...${name}` : name));
  const outs = results.map(({ name }) => name).join(', ');
  const out = results.length > 1 ? ` (${outs})` : results.length === 1 ? ` ${outs}` : '';
  const name = `func(${names.join(', ')})${out}`;
  const known = functions.get(name);
  const type = known ?? { name, kind: 'func', pkg: '', signature: { params, isVariadic, results } };
  if (known === undefined) functions.set(name, type);
  return type;
}

export const LIST = sliceOf(ANY);
export const FLOATS = sliceOf(FLOAT64);
export const INTS = sliceOf(INT);
export const STRINGS = sliceOf(STRING);
export const BYTES = sliceOf(UINT8);
export const PAIR: GoType = { name: '[2]interface {}', kind: 'array', pkg: '', elem: ANY };
export const PAIRS = sliceOf(PAIR);
export const OBJECT: GoType = { name: 'map[string]interface {}', kind: 'map', pkg: '', key: STRING, elem: ANY };
export const ANY_MAP: GoType = { name: 'map[interface {}]interface {}', kind: 'map', pkg: '', key: ANY, elem: ANY };
export const GROUPS: GoType = { name: 'map[interface {}][]interface {}', kind: 'map', pkg: '', key: ANY, elem: LIST };

/** The type of what a pointer points to, through any number of pointers; other types stay. */
export function dereferenced(type: GoType): GoType {
  let target = type;
  while (target.kind === 'ptr' && target.elem !== undefined) target = target.elem;
  return target;
}

/** Whether Go lets a value of type `from` stand where `to` is wanted. */
export function isAssignable(from: GoType, to: GoType): boolean {
  if (from === to || to === ANY) return true;
  const oneIsUnnamed = !hasName(from) || !hasName(to);
  return oneIsUnnamed && from.kind === to.kind && from.kind === 'map' && from.key === to.key && from.elem === to.elem;
}

function hasName({ pkg, kind }: GoType): boolean {
  return pkg !== '' || !['slice', 'array', 'map', 'ptr', 'func', 'interface'].includes(kind);
}
