import type { Value } from '../../core/value.ts';
import { argument, type Builtin } from '../builtins/builtin.ts';
import { BUILTINS } from '../builtins/functions.ts';
import type { BuiltinNode, CallNode, Node } from '../syntax/node.ts';
import { ANY, type GoType } from '../types/go-type.ts';
import { LOCATION } from '../types/time-types.ts';
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
  const codes = args.map((arg) => (takesPlace(name, arg) ? compiling.code(arg) : compiling.operand(arg)));
  const [first] = codes;
  if (first !== undefined && codes.length === 1 && !compiling.usesStack) {
    return (run) => {
      const value = first(run);
      return called(builtin, [value], run);
    };
  }
  return (run) => called(builtin, compiling.usesStack ? evaluateHeld(codes, run) : codes.map((code) => code(run)), run);
}

function called(builtin: Builtin, values: readonly Value[], run: Run): Value {
  for (const value of values) {
    run.read(value);
    run.toil(value);
  }
  const made = builtin(values, run);
  // It may be much longer than what it was made of.
  run.toil(made);
  return made;
}

/** Whether a function takes a place as the pointer that it is; all others see what it points to. */
function takesPlace(name: string, arg: Node): boolean {
  return name === 'now' || (name === 'date' && arg.nature.type === LOCATION);
}

/** Values of parts that wait on the stack for each other. */
export function evaluateHeld(codes: readonly Code[], run: Run): Value[] {
  for (const code of codes) run.hold(code(run));
  return run.releaseMany(codes.length);
}

/** The code of a call of a function that is a value. The arguments are evaluated before the function, as in the original. */
export function compileCall(compiling: Compiling, { callee, args }: CallNode): Code {
  const type = callee.nature.type;
  const params = type?.signature?.params ?? [];
  const codes = args.map((arg, i) => (isFollowed(arg, params[i]) ? compiling.operand(arg) : compiling.code(arg)));
  const code = compiling.code(callee);
  const call = type !== undefined && isTyped(type) ? typedCall(type) : reflectedCall;
  if (compiling.usesStack) {
    return (run) => {
      for (const arg of codes) run.hold(arg(run));
      const target = code(run);
      return target === SKIPPED ? SKIPPED : call(target, run.releaseMany(codes.length), run);
    };
  }
  return (run) => {
    const values = codes.map((arg) => arg(run));
    const target = code(run);
    return target === SKIPPED ? SKIPPED : call(target, values, run);
  };
}

/** Whether a pointer is followed because the function is known not to take one. */
function isFollowed({ nature }: Node, param: GoType | undefined): boolean {
  return nature.type?.kind === 'ptr' && param !== undefined && param !== ANY && param.kind !== 'ptr';
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
