import { formatGeneral } from '../../core/go/float.ts';
import type { Node } from '../syntax/node.ts';
import { quoteText } from '../text/quote-text.ts';

/**
 * A node as text that is the same for parts that upstream prints the same: `1.0` is `1`, chains and predicates do not show.
 * Only for comparing.
 */
export function printNode(node: Node): string {
  switch (node.kind) {
    case 'nil':
      return 'nil';
    case 'name':
      return node.name;
    case 'integer':
    case 'bool':
      return String(node.value);
    case 'float':
      return formatGeneral(node.value);
    case 'text':
      return quoteText(node.value);
    case 'bytes':
      return `b${node.value.join()}`;
    case 'constant':
      return `[${node.items.map(printNode).join(', ')}]`;
    case 'set':
      return `{${[...node.items].join()}}`;
    case 'unary':
      return `${node.operator}(${printNode(node.operand)})`;
    case 'binary':
      return `(${printNode(node.left)} ${node.operator} ${printNode(node.right)})`;
    case 'chain':
      return printNode(node.inner);
    case 'member':
      return `${printNode(node.object)}${node.isOptional ? '?.' : ''}[${printNode(node.property)}]`;
    case 'slice':
      return `${printNode(node.object)}[${printMaybe(node.lower)}:${printMaybe(node.upper)}]`;
    case 'call':
      return `${printNode(node.callee)}(${node.args.map(printNode).join(', ')})`;
    case 'builtin':
      return `${node.name}(${node.args.map(printNode).join(', ')})`;
    case 'predicate':
      return printNode(node.body);
    case 'pointer':
      return `#${node.name}`;
    case 'let':
      return `let ${node.name} = ${printNode(node.value)}; ${printNode(node.body)}`;
    case 'sequence':
      return `(${node.steps.map(printNode).join('; ')})`;
    case 'conditional':
      return `(${printNode(node.condition)} ? ${printNode(node.whenTrue)} : ${printNode(node.whenFalse)})`;
    case 'list':
      return `[${node.items.map(printNode).join(', ')}]`;
    case 'map':
      return `{${node.pairs.map(printNode).join(', ')}}`;
    case 'pair':
      return `${printNode(node.key)}: ${printNode(node.value)}`;
  }
}

function printMaybe(node: Node | undefined): string {
  return node === undefined ? '' : printNode(node);
}
