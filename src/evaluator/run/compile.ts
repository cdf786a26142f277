import type { Value } from '../../core/value.ts';
import { argument } from '../builtins/builtin.ts';
import { forEachNode, partsOf } from '../optimise/walk.ts';
import type { ConditionalNode, LetNode, MapNode, NameNode, Node, SequenceNode } from '../syntax/node.ts';
import { SyntaxStop } from '../syntax/syntax-error.ts';
import { isUnknown } from '../types/nature.ts';
import { intOf } from '../values/ints.ts';
import { followed } from '../values/nil.ts';
import { compileBuiltin, compileCall, evaluateHeld } from './calls.ts';
import type { Code, Compiling } from './code.ts';
import type { Func } from './func.ts';
import { compileLoop, scopeOf } from './loops.ts';
import { compileChain, compileMember, compileSlice } from './members.ts';
import { compileBinary, compileUnary, longRow } from './operators.ts';
import { asBool, asText } from './stop.ts';

/** What a condition is compiled against. */
export interface Target {
  /** The functions it can name. */
  readonly functions: ReadonlyMap<string, Func>;
  /** Whether it can name `result`. */
  readonly hasResult: boolean;
  /** Whether pointers may turn up and must be followed; only structs have them. */
  readonly hasPointers: boolean;
  /** Wraps the code of a node, to see what it gives. */
  readonly watch?: (node: Node, code: Code) => Code;
}

/** A condition that can be evaluated. */
export interface Program {
  readonly code: Code;
  /** How many variables it declares. */
  readonly variables: number;
}

/**
 * Turns a checked and optimised condition into code.
 *
 * @throws SyntaxStop for a pattern that folding has made and that is no regular expression
 */
export function compile(root: Node, target: Target): Program {
  return new Compiler(root, target).compile(root);
}

/** A variable that can be seen from a node, and those declared outside of it. */
interface Binding {
  readonly name: string;
  readonly slot: number;
  readonly outer: Binding | undefined;
}

class Compiler implements Compiling {
  readonly usesStack: boolean;
  readonly #target: Target;
  readonly #codes = new Map<Node, Code>();
  readonly #bindings = new Map<Node, Binding | undefined>();
  #variables = 0;

  constructor(root: Node, target: Target) {
    this.#target = target;
    this.usesStack = leavesBehind(root);
  }

  compile(root: Node): Program {
    this.#compileAll(root);
    return { code: this.code(root), variables: this.#variables };
  }

  code(node: Node): Code {
    const code = this.#codes.get(node);
    if (code === undefined) throw new Error(`a ${node.kind} was not compiled before what it is part of`);
    return code;
  }

  operand(node: Node): Code {
    const code = this.code(node);
    const type = node.nature.type;
    const mayBePointer = this.#target.hasPointers && (type?.kind === 'ptr' || isUnknown(node.nature));
    return mayBePointer ? (run) => followed(code(run)) : code;
  }

  slotOf(node: Node, name: string): number | undefined {
    let binding = this.#bindings.get(node);
    while (binding !== undefined && binding.name !== name) binding = binding.outer;
    return binding?.slot;
  }

  /** Parts before what they are part of, in a loop: rows of operators are thousands of nodes deep. */
  #compileAll(root: Node): void {
    const open: { readonly node: Node; readonly isReady: boolean }[] = [{ node: root, isReady: false }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, isReady } = next;
      if (this.#codes.has(node)) continue;
      if (isReady) {
        const code = this.#codeOf(node);
        this.#codes.set(node, this.#target.watch?.(node, code) ?? code);
        continue;
      }
      open.push({ node, isReady: true });
      for (const part of this.#partsOf(node).toReversed()) open.push({ node: part, isReady: false });
    }
  }

  /** The parts of a node, each told which variables it can see. */
  #partsOf(node: Node): readonly Node[] {
    const seen = this.#bindings.get(node);
    const parts = partsToCompile(node);
    for (const part of parts) this.#bindings.set(part, seen);
    if (node.kind === 'let') {
      this.#bindings.set(node.body, { name: node.name, slot: this.#variables, outer: seen });
      this.#variables += 1;
    }
    return parts;
  }

  #codeOf(node: Node): Code {
    switch (node.kind) {
      case 'nil':
        return () => null;
      case 'integer':
        return constant(node.nature.type?.name === 'float64' ? Number(node.value) : intOf(node.value));
      case 'float':
      case 'bool':
      case 'text':
      case 'bytes':
        return constant(node.value);
      case 'constant':
        return constant(node.items.map((item) => (item.kind === 'integer' ? intOf(item.value) : item.value)));
      case 'name':
        return this.#name(node);
      case 'unary':
        return compileUnary(this, node);
      case 'binary':
        return compileBinary(this, node);
      case 'chain':
        return compileChain(this, node);
      case 'member':
        return compileMember(this, node);
      case 'slice':
        return compileSlice(this, node);
      case 'call':
        return compileCall(this, node);
      case 'builtin':
        return compileLoop(this, node) ?? compileBuiltin(this, node);
      case 'predicate':
        return this.code(node.body);
      case 'pointer':
        return this.#pointer(node.name, node);
      case 'let':
        return this.#let(node);
      case 'sequence':
        return this.#sequence(node);
      case 'conditional':
        return this.#conditional(node);
      case 'list':
        return this.#list(node.items);
      case 'map':
        return this.#map(node);
      case 'pair':
      case 'set':
        // The map and the `in` that they belong to take care of them.
        return constant(null);
    }
  }

  #name(node: NameNode): Code {
    const { name } = node;
    const slot = this.slotOf(node, name);
    if (slot !== undefined) return (run) => run.variables[slot] ?? null;
    const { functions, hasResult } = this.#target;
    if (name === 'result' && hasResult) return (run) => run.result;
    if (name !== '$env') return constant(functions.get(name) ?? null);
    return (run) => environmentOf(functions, hasResult ? [['result', run.result]] : []);
  }

  #pointer(name: string, { place }: Node): Code {
    switch (name) {
      case '':
        return (run) => scopeOf(run).item();
      case 'index':
        return (run) => scopeOf(run).indexValue();
      case 'acc':
        return (run) => scopeOf(run).accumulator;
      default:
        throw new SyntaxStop(`unknown pointer ${name}`, place.from, place.to);
    }
  }

  #let({ value, body }: LetNode): Code {
    const slot = this.#bindings.get(body)?.slot ?? 0;
    const valueCode = this.code(value);
    const bodyCode = this.code(body);
    return (run) => {
      run.variables[slot] = valueCode(run);
      return bodyCode(run);
    };
  }

  #sequence({ steps }: SequenceNode): Code {
    const codes = steps.map((step) => this.code(step));
    return (run) => {
      let value: Value = null;
      for (const code of codes) value = code(run);
      return value;
    };
  }

  /** `c ?: d` evaluates `c` twice, as in the original; counting that as a step bounds what nesting can make of it. */
  #conditional({ condition, whenTrue, whenFalse }: ConditionalNode): Code {
    const test = this.operand(condition);
    const yes = this.code(whenTrue);
    const no = this.code(whenFalse);
    return (run) => {
      run.step();
      return asBool(test(run)) ? yes(run) : no(run);
    };
  }

  #list(items: readonly Node[]): Code {
    const codes = items.map((item) => this.code(item));
    const { usesStack } = this;
    return (run) => {
      const values = usesStack ? evaluateHeld(codes, run) : codes.map((code) => code(run));
      run.use(values.length);
      return values;
    };
  }

  /** With equal keys the first one wins. Keys are looked at from the last to the first, after everything was evaluated. */
  #map({ pairs }: MapNode): Code {
    const codes = pairs.flatMap(({ key, value }) => [this.code(key), this.code(value)]);
    const { usesStack } = this;
    return (run) => {
      run.use(pairs.length);
      const values = usesStack ? evaluateHeld(codes, run) : codes.map((code) => code(run));
      const entries = pairs.map((_, i) => [argument(values, 2 * i), argument(values, 2 * i + 1)] as const);
      return objectOf(entries.toReversed().map(([key, value]) => [asText(key), value]));
    };
  }
}

/** The parts whose code a node needs. */
function partsToCompile(node: Node): readonly Node[] {
  const row = longRow(node);
  if (row !== undefined) return [...row.map(({ right }) => right), row.at(-1)?.left ?? node];
  return node.kind === 'builtin' && node.mapped !== undefined ? [...node.args, node.mapped] : partsOf(node);
}

/** Whether a condition has parts that leave something on the original's stack. */
function leavesBehind(root: Node): boolean {
  let found = false;
  const visit = (node: Node): void => {
    found ||= node.kind === 'builtin' && (node.name === 'findLast' || node.name === 'findLastIndex');
    found ||= node.kind === 'call' && node.args.length > 0 && mayBeCutShort(node.callee);
    if (node.kind === 'builtin' && node.mapped !== undefined) forEachNode(node.mapped, visit);
  };
  forEachNode(root, visit);
  return found;
}

function mayBeCutShort(callee: Node): boolean {
  let node = callee;
  while (node.kind === 'member' && !node.isOptional) node = node.object;
  return node.kind === 'member' || node.kind === 'call';
}

function constant(value: Value): Code {
  return () => value;
}

function environmentOf(functions: ReadonlyMap<string, Func>, names: readonly (readonly [string, Value])[]): Value {
  return objectOf([...functions, ...names]);
}

/** An object without anything inherited; later entries win. */
function objectOf(entries: readonly (readonly [string, Value])[]): Value {
  const object: { [key: string]: Value } = Object.create(null) as { [key: string]: Value };
  for (const [key, value] of entries) object[key] = value;
  return object;
}
