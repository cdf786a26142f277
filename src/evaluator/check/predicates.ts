import type { BuiltinNode, Node } from '../syntax/node.ts';
import { ANY, functionOf, GROUPS, LIST } from '../types/go-type.ts';
import {
  BOOLEAN,
  deref,
  elemOf,
  INTEGER,
  isBool,
  isList,
  isText,
  isUnknown,
  listOf,
  type Nature,
  natureOf,
  printNature,
  UNKNOWN,
} from '../types/nature.ts';
import { type Checking, refuse } from './checking.ts';
import { checkBuiltin } from './functions.ts';

/** What a predicate gives, as a function's type would say it: nothing for nil, and no more than the type of anything else. */
interface Predicate {
  /** What the body gives. */
  readonly body: Nature;
  /** Undefined if the body can only be nil. */
  readonly out: Nature | undefined;
}

const NO_VARIABLES: ReadonlyMap<string, Nature> = new Map();
const INDEX: ReadonlyMap<string, Nature> = new Map([['index', INTEGER]]);
const INDEX_AND_ACC: ReadonlyMap<string, Nature> = new Map([
  ['index', INTEGER],
  ['acc', UNKNOWN],
]);

/** The functions that take a predicate: their first argument must be a list. */
export const PREDICATE_FUNCTIONS: ReadonlySet<string> = new Set(
  'all none any one filter map count sum find findLast findIndex findLastIndex groupBy sortBy reduce'.split(' '),
);

/** Checks a call of a function that takes a predicate and says what it gives. */
export function checkPredicateFunction(checking: Checking, node: BuiltinNode): Nature {
  const [list, predicate, extra] = node.args;
  if (list === undefined) return refuse(node, `not enough arguments to call ${node.name}`);
  const collection = deref(checking.visit(list));
  if (!isList(collection) && !isUnknown(collection)) {
    return refuse(list, `builtin ${node.name} takes only array (got ${printNature(collection)})`);
  }
  if (predicate === undefined) return withoutPredicate(node, collection);
  return withPredicate(checking, { node, collection, predicate, extra });
}

function withoutPredicate(node: BuiltinNode, collection: Nature): Nature {
  if (node.name === 'count') return INTEGER;
  return isUnknown(collection) ? UNKNOWN : elemOf(collection);
}

interface Parts {
  readonly node: BuiltinNode;
  readonly collection: Nature;
  readonly predicate: Node;
  readonly extra: Node | undefined;
}

function withPredicate(checking: Checking, parts: Parts): Nature {
  const { node, collection } = parts;
  const elem = isUnknown(collection) ? UNKNOWN : elemOf(collection);
  switch (node.name) {
    case 'map': {
      const { body, out } = visit(checking, parts, INDEX);
      return out === undefined ? refuseNil(parts) : listOf(body);
    }
    case 'reduce':
      return checkReduce(checking, parts);
    case 'sum': {
      const { out } = visit(checking, parts, NO_VARIABLES);
      return out ?? checkBuiltin(checking, { name: node.name, node, args: node.args });
    }
    case 'groupBy':
      return visit(checking, parts, NO_VARIABLES).out === undefined ? refuseNil(parts) : natureOf(GROUPS);
    case 'sortBy':
      return checkSortBy(checking, parts);
    default:
      checkTest(checking, parts);
      return resultOfTest(node.name, collection, elem);
  }
}

function resultOfTest(name: string, collection: Nature, elem: Nature): Nature {
  switch (name) {
    case 'filter':
      return isUnknown(collection) ? natureOf(LIST) : listOf(elem);
    case 'find':
    case 'findLast':
      return elem;
    case 'count':
    case 'findIndex':
    case 'findLastIndex':
      return INTEGER;
    default:
      return BOOLEAN;
  }
}

function checkTest(checking: Checking, parts: Parts): void {
  const { out } = visit(checking, parts, NO_VARIABLES);
  if (out === undefined) refuseNil(parts);
  else if (!isBool(out) && !isUnknown(out)) {
    refuse(parts.predicate, `predicate should return boolean (got ${printNature(out)})`);
  }
}

function checkReduce(checking: Checking, parts: Parts): Nature {
  const { body, out } = visit(checking, parts, INDEX_AND_ACC);
  if (parts.extra !== undefined) checking.visit(parts.extra);
  return out === undefined ? refuse(parts.predicate, 'predicate should has two input and one output param') : body;
}

function checkSortBy(checking: Checking, parts: Parts): Nature {
  const { out } = visit(checking, parts, NO_VARIABLES);
  if (parts.extra !== undefined) {
    const order = checking.visit(parts.extra);
    if (!isText(order) && !isUnknown(order)) {
      refuse(parts.extra, `sortBy order argument must be a string (got ${printNature(order)})`);
    }
  }
  return out === undefined ? refuseNil(parts) : parts.collection;
}

function visit(
  checking: Checking,
  { predicate, collection }: Parts,
  variables: ReadonlyMap<string, Nature>,
): Predicate {
  checking.visitPredicate(predicate, collection, variables);
  const body = predicate.kind === 'predicate' ? predicate.body.nature : predicate.nature;
  return { body, out: outOf(body) };
}

function outOf(body: Nature): Nature | undefined {
  if (body.isNil) return undefined;
  return isUnknown(body) ? natureOf(ANY) : natureOf(body.type);
}

/** The type of a predicate as a function. */
export function predicateNature(body: Nature): Nature {
  const out = outOf(body)?.type;
  return natureOf(functionOf([ANY], out === undefined ? [] : [out]));
}

function refuseNil({ predicate }: Parts): never {
  return refuse(predicate, 'predicate should has one input and one output param');
}
