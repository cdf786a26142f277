import {
  ANY,
  ANY_MAP,
  BOOL,
  dereferenced,
  ERROR,
  FLOAT64,
  FLOATS,
  functionOf,
  type GoType,
  GROUPS,
  INT,
  INTEGERS,
  INTS,
  type Kind,
  LIST,
  STRING,
  STRINGS,
} from '../types/go-type.ts';
import { DURATION, LOCATION, TIME } from '../types/time-types.ts';

/** The static type of an argument; undefined for nil. */
export type ArgumentType = GoType | undefined;

/** How a call of a built-in function is checked: against a list of types, or by a rule that gives the type of the result or an error. */
export type BuiltinSignature =
  | { readonly overloads: readonly GoType[] }
  | { readonly rule: (args: readonly ArgumentType[]) => GoType | string };

const UNARY_PREDICATE = functionOf([ANY], [BOOL]);
const UNARY_FUNCTION = functionOf([ANY], [ANY]);
const TO_TEXT = functionOf([ANY], [STRING]);
const TEXT_TO_TEXT = functionOf([STRING], [STRING]);
const TEXTS_TO_TEXT = functionOf([STRING, STRING], [STRING]);
const TEXTS_TO_INT = functionOf([STRING, STRING], [INT]);
const TEXTS_TO_BOOL = functionOf([STRING, STRING], [BOOL]);
const INTS_TO_INT = functionOf([INT, INT], [INT]);
const PREDICATE_TO_BOOL = functionOf([LIST, UNARY_PREDICATE], [BOOL]);
const PREDICATE_TO_INT = functionOf([LIST, UNARY_PREDICATE], [INT]);
const PREDICATE_TO_ANY = functionOf([LIST, UNARY_PREDICATE], [ANY]);

/** What a built-in function is when it is checked by a rule and named without a call. */
const RULED = functionOf([ANY], [ANY, ERROR], true);

const NUMBER_KINDS: readonly Kind[] = [...INTEGERS.values(), FLOAT64].map(({ kind }) => kind);
const LIST_KINDS: readonly Kind[] = ['interface', 'slice', 'array'];
const SIGNED_KINDS: readonly Kind[] = ['int', 'int8', 'int16', 'int32', 'int64'];

function is(type: ArgumentType, kinds: readonly Kind[]): boolean {
  return type !== undefined && kinds.includes(dereferenced(type).kind);
}

/** A type as Go's `%s` prints it, also where there is none. */
function print(type: ArgumentType): string {
  return type?.name ?? '%!s(<nil>)';
}

function wrongNumber(expected: string | number, got: number): string {
  return `invalid number of arguments (expected ${expected}, got ${got})`;
}

type Rule = (args: readonly ArgumentType[]) => GoType | string;

/** A rule for a function of one argument. */
function unary(kinds: readonly Kind[], result: (type: GoType) => GoType, error: (type: ArgumentType) => string): Rule {
  return (args) => {
    const [arg] = args;
    if (args.length !== 1) return wrongNumber(1, args.length);
    return arg !== undefined && is(arg, kinds) ? result(arg) : error(arg);
  };
}

function invalidFor(name: string): (type: ArgumentType) => string {
  return (type) => `invalid argument for ${name} (type ${print(type)})`;
}

function cannot(what: string, suffix = ''): (type: ArgumentType) => string {
  return (type) => `cannot ${what} ${print(type)}${suffix}`;
}

function aggregate(name: string): Rule {
  return (args) => {
    const [first] = args;
    if (first === undefined && args.length === 0) return `not enough arguments to call ${name}`;
    for (const arg of args) {
      if (is(arg, LIST_KINDS)) return ANY;
      if (!is(arg, NUMBER_KINDS)) return invalidFor(name)(arg);
    }
    return first ?? ANY;
  };
}

function end(name: 'first' | 'last'): Rule {
  const ofList = (type: GoType): GoType => (type.kind === 'interface' ? ANY : (type.elem ?? ANY));
  return unary(LIST_KINDS, ofList, cannot(`get ${name} element from`));
}

function now(args: readonly ArgumentType[]): GoType | string {
  const isGood = args.length === 0 || (args.length === 1 && args[0] === LOCATION);
  return isGood ? TIME : wrongNumber(0, args.length);
}

function date(args: readonly ArgumentType[]): GoType | string {
  if (args.length < 1) return wrongNumber('at least 1', args.length);
  const rest = args[0] === LOCATION ? args.slice(1) : args;
  return rest.length > 3 ? wrongNumber('at most 3', rest.length) : TIME;
}

function take(args: readonly ArgumentType[]): GoType | string {
  const [list, count] = args;
  if (args.length !== 2) return wrongNumber(2, args.length);
  if (list === undefined || !is(list, LIST_KINDS)) return cannot('take from')(list);
  return is(count, ['interface', ...SIGNED_KINDS]) ? list : cannot('take', ' elements')(count);
}

function concat(args: readonly ArgumentType[]): GoType | string {
  if (args.length === 0) return 'invalid number of arguments (expected at least 1, got 0)';
  const wrong = args.findIndex((arg) => !is(arg, LIST_KINDS));
  return wrong < 0 ? LIST : cannot('concat')(args[wrong]);
}

const rounded = (name: string): Rule => unary(['interface', ...NUMBER_KINDS], () => FLOAT64, invalidFor(name));
const NUMERIC_OR_TEXT: readonly Kind[] = ['interface', 'string', ...NUMBER_KINDS];
const ENTRY_KINDS: readonly Kind[] = ['interface', 'map'];

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['len', unary(['array', 'map', 'slice', 'string', 'interface'], () => INT, invalidFor('len'))],
  ['abs', unary(['interface', ...NUMBER_KINDS], (type) => type, invalidFor('abs'))],
  ['ceil', rounded('ceil')],
  ['floor', rounded('floor')],
  ['round', rounded('round')],
  ['int', unary(NUMERIC_OR_TEXT, () => INT, invalidFor('int'))],
  ['float', unary(NUMERIC_OR_TEXT, () => FLOAT64, invalidFor('float'))],
  ['max', aggregate('max')],
  ['min', aggregate('min')],
  ['mean', aggregate('mean')],
  ['median', aggregate('median')],
  ['now', now],
  ['date', date],
  ['first', end('first')],
  ['last', end('last')],
  ['take', take],
  ['keys', unary(ENTRY_KINDS, () => LIST, cannot('get keys from'))],
  ['values', unary(ENTRY_KINDS, () => LIST, cannot('get values from'))],
  ['toPairs', unary(ENTRY_KINDS, () => LIST, cannot('transform', ' to pairs'))],
  ['fromPairs', unary(LIST_KINDS, () => ANY_MAP, cannot('transform', ' from pairs'))],
  ['reverse', unary(LIST_KINDS, () => LIST, cannot('reverse'))],
  ['uniq', unary(LIST_KINDS, () => LIST, cannot('uniq'))],
  ['concat', concat],
  ['flatten', unary(LIST_KINDS, () => LIST, cannot('flatten'))],
  ['get', () => ANY],
]);

const JOINED = [
  functionOf([STRINGS, STRING], [STRING]),
  functionOf([LIST, STRING], [STRING]),
  functionOf([LIST], [STRING]),
  functionOf([STRINGS, STRING], [STRING]),
  functionOf([STRINGS], [STRING]),
];

const SORTED = [
  ...[LIST, INTS, FLOATS, STRINGS].map((type) => functionOf([type, STRING], [LIST])),
  ...[LIST, FLOATS, STRINGS, INTS].map((type) => functionOf([type], [LIST])),
];

const SPLIT = [functionOf([STRING, STRING], [STRINGS]), functionOf([STRING, STRING, INT], [STRINGS])];

const REPLACED = [functionOf([STRING, STRING, STRING, INT], [STRING]), functionOf([STRING, STRING, STRING], [STRING])];

const OVERLOADS: ReadonlyMap<string, readonly GoType[]> = new Map<string, readonly GoType[]>([
  ...['all', 'none', 'any', 'one'].map((name) => [name, [PREDICATE_TO_BOOL]] as const),
  ['filter', [functionOf([LIST, UNARY_PREDICATE], [LIST])]],
  ['map', [functionOf([LIST, UNARY_FUNCTION], [LIST])]],
  ...['find', 'findLast'].map((name) => [name, [PREDICATE_TO_ANY]] as const),
  ...['findIndex', 'findLastIndex', 'count', 'sum'].map((name) => [name, [PREDICATE_TO_INT]] as const),
  ['groupBy', [functionOf([LIST, UNARY_FUNCTION], [GROUPS])]],
  ['sortBy', [functionOf([LIST, UNARY_PREDICATE, STRING], [LIST])]],
  ['reduce', [functionOf([LIST, functionOf([ANY, ANY], [ANY]), ANY], [ANY])]],
  ['type', [TO_TEXT]],
  ['string', [TO_TEXT]],
  ['trim', [TEXT_TO_TEXT, TEXTS_TO_TEXT]],
  ['trimPrefix', [TEXTS_TO_TEXT, TEXT_TO_TEXT]],
  ['trimSuffix', [TEXTS_TO_TEXT, TEXT_TO_TEXT]],
  ['upper', [TEXT_TO_TEXT]],
  ['lower', [TEXT_TO_TEXT]],
  ['split', SPLIT],
  ['splitAfter', SPLIT],
  ['replace', REPLACED],
  ['repeat', [functionOf([STRING, INT], [STRING])]],
  ['join', JOINED],
  ['indexOf', [TEXTS_TO_INT]],
  ['lastIndexOf', [TEXTS_TO_INT]],
  ['hasPrefix', [TEXTS_TO_BOOL]],
  ['hasSuffix', [TEXTS_TO_BOOL]],
  ['toJSON', [TO_TEXT]],
  ['fromJSON', [functionOf([STRING], [ANY])]],
  ['toBase64', [TEXT_TO_TEXT]],
  ['fromBase64', [TEXT_TO_TEXT]],
  ['duration', [functionOf([STRING], [DURATION, ERROR])]],
  ['timezone', [functionOf([STRING], [LOCATION, ERROR])]],
  ['sort', SORTED],
  ...['bitand', 'bitor', 'bitxor', 'bitnand', 'bitshl', 'bitshr', 'bitushr'].map(
    (name) => [name, [INTS_TO_INT]] as const,
  ),
  ['bitnot', [functionOf([INT], [INT])]],
]);

/** How calls of the built-in function `name` are checked. */
export function signatureOf(name: string): BuiltinSignature {
  const rule = RULES.get(name);
  return rule === undefined ? { overloads: OVERLOADS.get(name) ?? [] } : { rule };
}

/** The type of a built-in function that is named without a call. */
export function typeOfBuiltin(name: string): GoType {
  return OVERLOADS.get(name)?.[0] ?? RULED;
}
