import type { Member, Shape, StructShape } from './shape.ts';

/**
 * Reads a table of structs. One line each, indented lines go on: `ServicePort = name?:string port:int32 targetPort?:IntOrString`.
 * `?` after a name: left out when it is empty. `!`: left out when nothing was written. Before a type, `*`: may be absent, so that what is empty
 * stays; `[]`: a list; `{string}`: a map. `A~b`: a b that errors call A. `Part.name`: a member that Go keeps in an embedded part.
 *
 * @returns finds a struct by its name; throws for a name that no table has
 */
export function parseStructs(tables: readonly string[]): (name: string) => StructShape {
  const lines = tables.join('\n').replaceAll(/\n +/g, ' ').split('\n');
  const texts = new Map(lines.map((line) => line.split(' =', 2)).map(([name = '', members = '']) => [name, members]));
  const known = new Map<string, StructShape>();
  const find = (name: string): StructShape => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const text = texts.get(name);
    if (text === undefined) throw new TypeError(`no struct is called ${name}`);
    const struct = structOf(name, text.trim().split(' ').filter(Boolean), find);
    known.set(name, struct);
    return struct;
  };
  return find;
}

function structOf(name: string, tokens: readonly string[], find: (name: string) => StructShape): StructShape {
  const members = tokens.map((token) => memberOf(token, find));
  return {
    kind: 'struct',
    name: name.replace(/^v\d\./, ''),
    goType: goNameOf(name),
    members: new Map(members.map((member) => [member.name, member])),
    always: members.filter(({ isAlways }) => isAlways),
  };
}

/** Structs of other versions have theirs in the name. */
function goNameOf(name: string): string {
  return name.includes('.') ? name : `v1.${name}`;
}

function memberOf(token: string, find: (name: string) => StructShape): Member {
  const [, path = '', mark = '', pointer = '', type = ''] = /^([\w.]+)([?!]?):(\*?)(.*)$/.exec(token) ?? [];
  const shape = shapeOf(type, find);
  const isPointer = pointer === '*';
  // Go leaves out nothing that is a struct, however it is marked; times and quantities are structs to Go.
  const isStruct = ['struct', 'quantity', 'wholeOrText', 'time', 'microTime'].includes(shape.kind) && !isPointer;
  const isAlways = mark === '' || (mark === '?' && isStruct);
  return { name: path.split('.').at(-1) ?? '', shape, isPointer, isAlways, goPath: path };
}

const SCALARS: ReadonlyMap<string, Shape> = new Map([
  ['string', { kind: 'text', goType: 'string' }],
  ['bool', { kind: 'flag', goType: 'bool' }],
  ['int32', { kind: 'int32', goType: 'int32' }],
  ['int64', { kind: 'int64', goType: 'int64' }],
  ['Quantity', { kind: 'quantity', goType: 'resource.Quantity' }],
  ['IntOrString', { kind: 'wholeOrText', goType: 'int32' }],
  ['Time', { kind: 'time', goType: 'string' }],
  ['MicroTime', { kind: 'microTime', goType: 'string' }],
  ['bytes', { kind: 'bytes', goType: '[]uint8' }],
  ['any', { kind: 'any', goType: 'any' }],
]);

function shapeOf(type: string, find: (name: string) => StructShape): Shape {
  const scalar = SCALARS.get(type);
  if (scalar !== undefined) return scalar;
  const [, named, plain] = /^(\w+)~(\w+)$/.exec(type) ?? [];
  if (named !== undefined && plain !== undefined) return { ...shapeOf(plain, find), goType: `v1.${named}` };
  const [, open, key = '', of = ''] = /^(\[|\{)([\w~]*)[\]}](.*)$/.exec(type) ?? [];
  if (open === undefined) return find(type);
  const inner = shapeOf(of.replace(/^\*/, ''), find);
  if (open === '[') return { kind: 'list', of: inner, goType: `[]${inner.goType}` };
  const [keyName = '', underlying] = key.split('~');
  return {
    kind: 'map',
    of: inner,
    goType: `map[${underlying === undefined ? keyName : `v1.${keyName}`}]${inner.goType}`,
  };
}
