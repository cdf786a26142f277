import type { Value } from '../../core/value.ts';
import { isPlainObject } from '../../core/value.ts';
import type { ChainNode, MemberNode, Node, SliceNode } from '../syntax/node.ts';
import { entryNamed, fetch } from '../values/fetch.ts';
import { intOf } from '../values/ints.ts';
import { methodOf } from '../values/method.ts';
import { isNil } from '../values/nil.ts';
import { slice, sliceLength } from '../values/slice.ts';
import { typeName } from '../values/type-name.ts';
import { type Code, type Compiling, SKIPPED } from './code.ts';
import { stop } from './stop.ts';

/** The code of `object.name` and `object[property]`. */
export function compileMember(compiling: Compiling, node: MemberNode): Code {
  const object = compiling.code(node.object);
  const method = methodName(node);
  if (method !== undefined) return (run) => fetchMethod(object(run), method);
  const get = compileGet(compiling, node.property);
  if (node.isOptional) {
    return (run) => {
      const base = object(run);
      return base === SKIPPED || isNil(base) ? SKIPPED : get(base, run);
    };
  }
  return (run) => {
    const base = object(run);
    return base === SKIPPED ? SKIPPED : get(base, run);
  };
}

type Get = (base: Value, run: Parameters<Code>[0]) => Value;

function compileGet(compiling: Compiling, property: Node): Get {
  if (property.kind === 'text') {
    const { value: name } = property;
    return (base) => (isPlainObject(base) ? entryNamed(base, name) : fetch(base, name));
  }
  if (property.kind === 'integer' && typeof property.value === 'number' && property.value >= 0) {
    return compileIndex(property.value);
  }
  const code = compiling.operand(property);
  if (!compiling.usesStack) {
    return (base, run) => {
      const key = code(run);
      if (typeof base === 'string') run.read(base);
      return fetch(base, key);
    };
  }
  return (base, run) => {
    run.hold(base);
    const key = code(run);
    return fetch(run.release(), key);
  };
}

/** A literal index into the lists that most results are. */
function compileIndex(index: number): Get {
  const key = intOf(index);
  return (base) => {
    if (base instanceof Float64Array && index < base.length) return base[index] as number;
    return fetch(base, key);
  };
}

/** The name of a method that the object's static type has. */
function methodName({ object, property }: MemberNode): string | undefined {
  const methods = object.nature.type?.methods;
  return property.kind === 'text' && methods?.has(property.value) === true ? property.value : undefined;
}

function fetchMethod(value: Value, name: string): Value {
  if (value === SKIPPED) return SKIPPED;
  const method = methodOf(value, name);
  if (method !== undefined) return method;
  return stop(value === null ? `cannot fetch ${name} from ${typeName(value)}` : 'reflect: Method index out of range');
}

/** The code of a chain: nil from the `?.` that found nil. */
export function compileChain(compiling: Compiling, { inner }: ChainNode): Code {
  const code = compiling.code(inner);
  return (run) => {
    const value = code(run);
    return value === SKIPPED || isNil(value) ? null : value;
  };
}

/** The code of `object[lower:upper]`; the upper bound is evaluated first. */
export function compileSlice(compiling: Compiling, node: SliceNode): Code {
  const object = compiling.code(node.object);
  const upper = node.upper && compiling.operand(node.upper);
  const lower = node.lower && compiling.operand(node.lower);
  const zero = intOf(0);
  if (!compiling.usesStack) {
    return (run) => {
      const value = object(run);
      run.read(value);
      const to = upper === undefined ? sliceLength(value) : upper(run);
      return slice(value, lower === undefined ? zero : lower(run), to);
    };
  }
  return (run) => {
    const value = object(run);
    run.hold(value);
    run.hold(upper === undefined ? sliceLength(value) : upper(run));
    const from = lower === undefined ? zero : lower(run);
    const to = run.release();
    return slice(run.release(), from, to);
  };
}
