import { pow } from '../../../core/go/pow.ts';
import type { BinaryOperator } from './expression.ts';

/** What two numbers come to; a comparison that does not hold comes to nothing, one that holds to the left number. */
export function combine(operator: BinaryOperator, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '^':
      return pow(left, right);
    case '==':
      return left === right ? left : undefined;
    case '!=':
      return left === right ? undefined : left;
    case '<':
      return left < right ? left : undefined;
    case '>':
      return left > right ? left : undefined;
    case '<=':
      return left <= right ? left : undefined;
    case '>=':
      return left >= right ? left : undefined;
    case 'and':
    case 'or':
    case 'unless':
      return undefined;
  }
}
