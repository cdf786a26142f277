import { checkSyntax } from '../../evaluator/check-syntax.ts';
import { checkJsonataSyntax } from '../../evaluator/jsonata.ts';
import type { SyntaxCheck, SyntaxFault } from '../../resources/checks/check-metric.ts';

/**
 * Does something that checks conditions as it goes, in both languages. JSONata can only answer later: where it is met, its texts are
 * noted, looked at, and all is done once more with the answers at hand.
 *
 * @param use must do the same both times
 */
export async function withSyntaxCheck<T>(use: (check: SyntaxCheck) => T): Promise<T> {
  const noted = new Set<string>();
  const answers = new Map<string, SyntaxFault>();
  const check: SyntaxCheck = (text, language) => {
    if (language === 'expr') return checkSyntax(text);
    noted.add(text);
    return answers.get(text);
  };
  const first = use(check);
  if (noted.size === 0) return first;
  for (const text of noted) {
    const problem = await checkJsonataSyntax(text);
    if (problem !== undefined) answers.set(text, { message: problem.message, offset: problem.from });
  }
  return use(check);
}
