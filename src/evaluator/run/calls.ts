import type { Value } from '../../core/value.ts';
import { argument } from '../builtins/builtin.ts';
import { BUILTINS } from '../builtins/functions.ts';
import type { BuiltinNode, CallNode } from '../syntax/node.ts';
import { ANY, type GoType } from '../types/go-type.ts';
import { typeName } from '../values/type-name.ts';
import { type Code, type Compiling, SKIPPED } from './code.ts';
import { Func } from './func.ts';
import type { Run } from './run.ts';
import { notA, stop } from './stop.ts';
import { isTyped, zeroOf } from './typed-calls.ts';

/** The code of a call of a built-in function that takes no predicate. */
export function compileBuiltin(compiling: Compiling, { name, args }: BuiltinNode): Code {
  const builtin = BUILTINS.get(name);
  if (builtin === undefined) throw new Error(`no code for the function ${name}`);
  const codes = args.map((arg) => compiling.operand(arg));
  const [first, second] = codes;
  if (first !== undefined && codes.length === 1) return (run) => builtin([first(run)], run);
  if (first !== undefined && second !== undefined && codes.length === 2) {
    return (run) => builtin([first(run), second(run)], run);
  }
  return (run) =>
    builtin(
      codes.map((code) => code(run)),
      run,
    );
}

/** The code of a call of a function that is a value. The arguments are evaluated before the function, as in the original. */
export function compileCall(compiling: Compiling, { callee, args }: CallNode): Code {
  const codes = args.map((arg) => compiling.operand(arg));
  const code = compiling.code(callee);
  const type = callee.nature.type;
  const call = type !== undefined && isTyped(type) ? typedCall(type) : reflectedCall;
  return (run) => {
    const values = codes.map((arg) => arg(run));
    const target = code(run);
    return target === SKIPPED ? SKIPPED : call(target, values, run);
  };
}

type Call = (target: Value, args: readonly Value[], run: Run) => Value;

/** A call whose types the original knows when it compiles: the function, then the last argument first, must be of them. */
function typedCall(type: GoType): Call {
  const params = type.signature?.params ?? [];
  return (target, args, run) => {
    for (let i = params.length - 1; i >= 0; i -= 1) {
      const wanted = params[i] ?? ANY;
      const value = argument(args, i);
      if (wanted !== ANY && typeName(value) !== wanted.name) notA(value, wanted.name);
    }
    return target instanceof Func && target.type === type ? target.call(args, run) : notA(target, type.name);
  };
}

/** A call whose types are only known when it is made. */
const reflectedCall: Call = (target, args, run) => {
  if (target === null) return stop('invalid operation: cannot call nil');
  if (!(target instanceof Func)) {
    return stop(`invalid operation: cannot call non-function of type ${typeName(target)}`);
  }
  const { params = [] } = target.type.signature ?? {};
  if (args.length !== params.length) {
    return stop(`invalid number of arguments: expected ${params.length}, got ${args.length}`);
  }
  const given = params.map((param, i) => argumentFor(param, argument(args, i)));
  return target.call(given, run);
};

function argumentFor(param: GoType, value: Value): Value {
  if (value === null) return zeroOf(param);
  if (param === ANY || typeName(value) === param.name) return value;
  return stop(`reflect: Call using ${typeName(value)} as type ${param.name}`);
}
