import { BUILTIN_NAMES } from '../builtins/names.ts';
import { typeOfBuiltin } from '../builtins/signatures.ts';
import type {
  BinaryNode,
  BuiltinNode,
  CallNode,
  ConditionalNode,
  LetNode,
  ListNode,
  MemberNode,
  NameNode,
  Node,
  PointerNode,
  UnaryNode,
} from '../syntax/node.ts';
import { BYTES, LIST, OBJECT } from '../types/go-type.ts';
import {
  BOOLEAN,
  deref,
  elemOf,
  FLOAT,
  INTEGER,
  isBool,
  isList,
  isNumber,
  isUnknown,
  listOf,
  mayStandFor,
  type Nature,
  NIL,
  natureOf,
  printNature,
  TEXT,
  UNKNOWN,
} from '../types/nature.ts';
import { checkBinary } from './binary.ts';
import { type Checking, refuse } from './checking.ts';
import type { Environment } from './environment.ts';
import { checkBuiltin, checkCall } from './functions.ts';
import { checkGet, checkMember, checkSlice } from './members.ts';
import { checkPredicateFunction, PREDICATE_FUNCTIONS, predicateNature } from './predicates.ts';

/**
 * Gives every node its nature and refuses what cannot work (expr.md §5). Literals may be replaced: an integer given where a float is wanted.
 *
 * @throws SyntaxStop with upstream's text
 */
export function check(root: Node, environment: Environment): Nature {
  return new Checker(environment).visit(root);
}

interface Scope {
  readonly collection: Nature;
  readonly variables: ReadonlyMap<string, Nature>;
}

class Checker implements Checking {
  readonly #environment: Environment;
  readonly #variables = new Map<string, Nature>();
  readonly #scopes: Scope[] = [];
  /** A node may stand in two places, and arguments are asked for once per overload; they are the same each time. */
  readonly #visited = new Set<Node>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  visit(node: Node): Nature {
    if (!this.#visited.has(node)) {
      node.nature = this.#natureOf(node);
      this.#visited.add(node);
    }
    return node.nature;
  }

  visitPredicate(node: Node, collection: Nature, variables: ReadonlyMap<string, Nature>): Nature {
    this.#scopes.push({ collection, variables });
    const nature = this.visit(node);
    this.#scopes.pop();
    return nature;
  }

  #natureOf(node: Node): Nature {
    switch (node.kind) {
      case 'nil':
        return NIL;
      case 'integer':
        return INTEGER;
      case 'float':
        return FLOAT;
      case 'bool':
        return BOOLEAN;
      case 'text':
        return TEXT;
      case 'bytes':
        return natureOf(BYTES);
      case 'constant':
      case 'set':
        return node.nature;
      case 'name':
        return this.#name(node);
      case 'unary':
        return this.#unary(node);
      case 'binary':
        return this.#binary(node);
      case 'chain':
        return this.visit(node.inner);
      case 'member':
        return this.#member(node);
      case 'slice':
        return checkSlice(this, node);
      case 'call':
        return this.#call(node);
      case 'builtin':
        return this.#builtin(node);
      case 'predicate':
        return predicateNature(this.visit(node.body));
      case 'pointer':
        return this.#pointer(node);
      case 'let':
        return this.#let(node);
      case 'sequence':
        return node.steps.map((step) => this.visit(step)).at(-1) ?? UNKNOWN;
      case 'conditional':
        return this.#conditional(node);
      case 'list':
        return this.#list(node);
      case 'map':
        for (const pair of node.pairs) this.visit(pair);
        return natureOf(OBJECT);
      case 'pair':
        this.visit(node.key);
        this.visit(node.value);
        return NIL;
    }
  }

  #name(node: NameNode): Nature {
    const variable = this.#variables.get(node.name);
    if (variable !== undefined) return variable;
    return node.name === '$env' ? UNKNOWN : this.#named(node, node.name);
  }

  #named(node: Node, name: string): Nature {
    const known = this.#environment.get(name);
    if (known !== undefined) return known;
    if (BUILTIN_NAMES.has(name)) return { ...natureOf(typeOfBuiltin(name)), builtin: name };
    return refuse(node, `unknown name ${name}`);
  }

  #unary(node: UnaryNode): Nature {
    const nature = deref(this.visit(node.operand));
    const isNot = node.operator === '!' || node.operator === 'not';
    if (isNot ? isBool(nature) : isNumber(nature)) return isNot ? BOOLEAN : nature;
    if (isUnknown(nature)) return isNot ? BOOLEAN : UNKNOWN;
    return refuse(node, `invalid operation: ${node.operator} (mismatched type ${printNature(nature)})`);
  }

  /** Operators in a row lean to the left; going down in a loop keeps a row of thousands from using up the stack. */
  #binary(node: BinaryNode): Nature {
    const row = [node];
    for (let left = node.left; left.kind === 'binary' && !this.#visited.has(left); left = left.left) row.push(left);
    let nature = UNKNOWN;
    for (const one of row.toReversed()) {
      const left = deref(this.visit(one.left));
      nature = checkBinary(one, left, deref(this.visit(one.right)));
      one.nature = nature;
      this.#visited.add(one);
    }
    return nature;
  }

  #member(node: MemberNode): Nature {
    const { object, property } = node;
    if (object.kind === 'name' && object.name === '$env') return this.#environmentMember(node);
    const objectNature = this.visit(object);
    return checkMember(node, objectNature, this.visit(property));
  }

  #environmentMember(node: MemberNode): Nature {
    const { property, isOptional } = node;
    if (property.kind !== 'text') return UNKNOWN;
    const known = this.#environment.get(property.value);
    if (known !== undefined || isOptional) return known ?? UNKNOWN;
    return refuse(node, `unknown name ${property.value}`);
  }

  #call(node: CallNode): Nature {
    const { callee } = node;
    if (callee.kind === 'name' && callee.name === '$env') return refuse(node, `${OBJECT.name} is not callable`);
    const nature = this.visit(callee);
    if (isUnknown(nature)) return UNKNOWN;
    const name = calledName(callee);
    const call = { name, node, args: node.args };
    if (nature.builtin !== undefined) return checkBuiltin(this, { ...call, name: nature.builtin });
    if (nature.isNil) return refuse(node, `${name} is nil; cannot call nil as function`);
    if (nature.type?.kind === 'func') return checkCall(this, call, nature.type);
    return refuse(node, `${printNature(nature)} is not callable`);
  }

  #builtin(node: BuiltinNode): Nature {
    if (PREDICATE_FUNCTIONS.has(node.name)) return checkPredicateFunction(this, node);
    if (node.name === 'get') return this.#get(node);
    return checkBuiltin(this, { name: node.name, node, args: node.args });
  }

  #get(node: BuiltinNode): Nature {
    const [object, property] = node.args;
    if (object === undefined || property === undefined || node.args.length !== 2) {
      return refuse(node, `invalid number of arguments (expected 2, got ${node.args.length})`);
    }
    const objectNature = this.visit(object);
    const propertyNature = deref(this.visit(property));
    if (object.kind === 'name' && object.name === '$env') {
      return (property.kind === 'text' ? this.#environment.get(property.value) : undefined) ?? UNKNOWN;
    }
    return checkGet(node, objectNature, propertyNature);
  }

  #pointer(node: PointerNode): Nature {
    const scope = this.#scopes.at(-1);
    if (scope === undefined) return refuse(node, 'cannot use pointer accessor outside predicate');
    if (node.name === '') return isUnknown(scope.collection) ? UNKNOWN : elemOf(scope.collection);
    return scope.variables.get(node.name) ?? refuse(node, `unknown pointer #${node.name}`);
  }

  #let(node: LetNode): Nature {
    const { name } = node;
    if (this.#environment.has(name)) return refuse(node, `cannot redeclare ${name}`);
    if (BUILTIN_NAMES.has(name)) return refuse(node, `cannot redeclare builtin ${name}`);
    if (this.#variables.has(name)) return refuse(node, `cannot redeclare variable ${name}`);
    const value = this.visit(node.value);
    this.#variables.set(name, value);
    const nature = this.visit(node.body);
    this.#variables.delete(name);
    return nature;
  }

  #conditional(node: ConditionalNode): Nature {
    const condition = deref(this.visit(node.condition));
    if (!isBool(condition) && !isUnknown(condition)) {
      return refuse(node.condition, `non-bool expression (type ${printNature(condition)}) used as condition`);
    }
    const whenTrue = this.visit(node.whenTrue);
    const whenFalse = this.visit(node.whenFalse);
    if (whenTrue.isNil) return whenFalse;
    if (whenFalse.isNil) return whenTrue;
    if (!mayStandFor(whenTrue, whenFalse)) return UNKNOWN;
    return isList(whenTrue) && isList(whenFalse) ? commonList(whenTrue, whenFalse) : whenTrue;
  }

  #list(node: ListNode): Nature {
    const natures = node.items.map((item) => this.visit(item));
    const kinds = new Set(natures.map(({ type }) => type?.kind));
    return kinds.size > 1 ? natureOf(LIST) : listOf(natures.at(-1) ?? UNKNOWN);
  }
}

function commonList(left: Nature, right: Nature): Nature {
  const a = elemOf(left);
  const b = elemOf(right);
  return mayStandFor(a, b) && mayStandFor(b, a) ? left : natureOf(LIST);
}

/** What errors call the function that is called. */
function calledName(callee: Node): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' && callee.property.kind === 'text' ? callee.property.value : 'function';
}
