import { type ArgumentType, signatureOf } from '../builtins/signatures.ts';
import type { Node } from '../syntax/node.ts';
import { ANY, type GoType } from '../types/go-type.ts';
import {
  deref,
  FLOAT,
  isFloat,
  isInteger,
  isUnknown,
  mayStandFor,
  type Nature,
  natureOf,
  printNature,
} from '../types/nature.ts';
import { type Checking, refuse } from './checking.ts';

/** A call: what errors call the function, the node that errors about the number of arguments point at, and the arguments. */
export interface Call {
  readonly name: string;
  readonly node: Node;
  readonly args: Node[];
}

/** An error that is only final if no other overload fits. */
interface Misfit {
  readonly node: Node;
  readonly message: string;
}

/** Checks a call of a built-in function and says what it gives. Of several overloads that do not fit, the last one's error counts. */
export function checkBuiltin(checking: Checking, call: Call): Nature {
  const signature = signatureOf(call.name);
  if ('rule' in signature) {
    const types = call.args.map((arg) => typeOfArgument(checking.visit(arg)));
    const result = signature.rule(types);
    return typeof result === 'string' ? refuse(call.node, result) : natureOf(result);
  }
  let misfit: Misfit | undefined;
  for (const overload of signature.overloads) {
    const result = fit(checking, call, overload);
    if (!('message' in result)) return result;
    misfit = result;
  }
  return refuse(misfit?.node ?? call.node, misfit?.message ?? `no matching overload for ${call.name}`);
}

/** Checks a call of a function of this type and says what it gives. */
export function checkCall(checking: Checking, call: Call, type: GoType): Nature {
  const result = fit(checking, call, type);
  return 'message' in result ? refuse(result.node, result.message) : result;
}

function typeOfArgument(nature: Nature): ArgumentType {
  return isUnknown(nature) ? ANY : nature.type;
}

function fit(checking: Checking, call: Call, type: GoType): Nature | Misfit {
  const { params = [], results = [], isVariadic = false } = type.signature ?? {};
  const { name, node, args } = call;
  if (results.length === 0) return { node, message: `func ${name} doesn't return value` };
  if (results.length > 2) return { node, message: `func ${name} returns more then two values` };
  const required = isVariadic ? params.length - 1 : params.length;
  const isTooMany = !isVariadic && args.length > required;
  if (isTooMany || args.length < required) {
    // An error inside an argument counts more than their number.
    for (const arg of args) checking.visit(arg);
    return { node, message: `${isTooMany ? 'too many' : 'not enough'} arguments to call ${name}` };
  }
  for (const [index, arg] of args.entries()) {
    const param = natureOf(params[Math.min(index, params.length - 1)]);
    const message = fitArgument(call, { index, nature: checking.visit(arg) }, param);
    if (message !== undefined) return { node: arg, message };
  }
  return natureOf(results[0]);
}

function fitArgument(
  { name, args }: Call,
  { index, nature }: { index: number; nature: Nature },
  param: Nature,
): string | undefined {
  const arg = args[index];
  if (isFloat(param) && isInteger(nature) && arg !== undefined) {
    args[index] = asFloat(arg);
    return undefined;
  }
  if (isInteger(param) && isInteger(nature)) return undefined;
  if (nature.isNil) {
    const takesNil = param.type?.kind === 'ptr' || param.type?.kind === 'interface';
    return takesNil ? undefined : `cannot use nil as argument (type ${printNature(param)}) to call ${name}`;
  }
  const isFitting = isUnknown(nature) || mayStandFor(nature, param) || mayStandFor(deref(nature), param);
  // The blank at the end is upstream's.
  return isFitting
    ? undefined
    : `cannot use ${printNature(nature)} as argument (type ${printNature(param)}) to call ${name} `;
}

/** Integer literals that are given where a float is wanted become floats; other integers stay and fail when run. */
function asFloat(node: Node): Node {
  switch (node.kind) {
    case 'integer':
      return { kind: 'float', value: Number(node.value), place: node.place, nature: FLOAT };
    case 'unary':
      node.operand = asFloat(node.operand);
      return node;
    case 'binary':
      if (node.operator === '+' || node.operator === '-' || node.operator === '*') {
        node.left = asFloat(node.left);
        node.right = asFloat(node.right);
      }
      return node;
    default:
      return node;
  }
}
