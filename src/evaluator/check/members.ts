import type { BuiltinNode, MemberNode, SliceNode } from '../syntax/node.ts';
import {
  deref,
  elemOf,
  isInteger,
  isUnknown,
  mayStandFor,
  type Nature,
  natureOf,
  printNature,
  UNKNOWN,
} from '../types/nature.ts';
import { type Checking, refuse } from './checking.ts';

/** The nature of `object.name` or `object[property]`, whose parts have these natures. */
export function checkMember(node: MemberNode, object: Nature, property: Nature): Nature {
  if (isUnknown(object)) return UNKNOWN;
  const name = node.property.kind === 'text' ? node.property.value : undefined;
  if (name !== undefined) {
    if (object.isNil) return refuse(node, `type nil has no field ${name}`);
    const method = object.type?.methods?.get(name);
    if (method !== undefined) return natureOf(method);
  }
  const base = deref(object);
  switch (base.type?.kind) {
    case 'map':
      return checkEntry(node, base, property);
    case 'slice':
    case 'array':
      return checkItem(node, base, deref(property));
    case 'struct': {
      const field = name === undefined ? undefined : base.type.fields?.get(name);
      return field === undefined ? refuseMember(node, base, property) : natureOf(field);
    }
    default:
      return refuseMember(node, base, property);
  }
}

function checkEntry(node: MemberNode, base: Nature, property: Nature): Nature {
  const key = natureOf(base.type?.key);
  const isFitting = isUnknown(property) || mayStandFor(property, key) || mayStandFor(deref(property), key);
  if (isFitting) return elemOf(base);
  return refuse(node.property, `cannot use ${printNature(property)} to get an element from ${printNature(base)}`);
}

function checkItem(node: MemberNode, base: Nature, property: Nature): Nature {
  if (isInteger(property) || isUnknown(property)) return elemOf(base);
  const got = printNature(property);
  return refuse(node.property, `array elements can only be selected using an integer (got ${got})`);
}

function refuseMember(node: MemberNode, base: Nature, property: Nature): never {
  const type = printNature(base);
  if (node.property.kind !== 'text') return refuse(node, `type ${type}[${printNature(property)}] is undefined`);
  return refuse(node, `type ${type} has no ${node.isMethod ? 'method' : 'field'} ${node.property.value}`);
}

/** The nature of `object[lower:upper]`. The bounds of something unknown are not even looked at, as in the original. */
export function checkSlice(checking: Checking, node: SliceNode): Nature {
  const object = checking.visit(node.object);
  if (isUnknown(object)) return UNKNOWN;
  const kind = object.type?.kind;
  if (kind !== 'string' && kind !== 'array' && kind !== 'slice') {
    return refuse(node, `cannot slice ${printNature(object)}`);
  }
  for (const bound of [node.lower, node.upper]) {
    if (bound === undefined) continue;
    const nature = deref(checking.visit(bound));
    if (!isInteger(nature) && !isUnknown(nature)) refuse(bound, `non-integer slice index ${printNature(nature)}`);
  }
  return object;
}

/** The nature of `get(object, property)`, whose arguments have these natures. */
export function checkGet(node: BuiltinNode, object: Nature, property: Nature): Nature {
  if (isUnknown(object)) return UNKNOWN;
  const [base, key = node] = node.args;
  switch (object.type?.kind) {
    case 'slice':
    case 'array':
      if (isInteger(property) || isUnknown(property)) return elemOf(object);
      return refuse(key, `non-integer slice index ${printNature(property)}`);
    case 'map':
      if (isUnknown(property) || mayStandFor(property, natureOf(object.type.key))) return elemOf(object);
      return refuse(key, `cannot use ${printNature(property)} to get an element from ${printNature(object)}`);
    default:
      return refuse(base ?? node, `type ${printNature(object)} does not support indexing`);
  }
}
