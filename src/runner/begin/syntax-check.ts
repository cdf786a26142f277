import { checkSyntax } from '../../evaluator/check-syntax.ts';
import { JSONATA_HERE, type Jsonata } from '../../evaluator/jsonata.ts';
import type { SyntaxCheck, SyntaxFault } from '../../resources/checks/check-metric.ts';

/**
 * Does something that checks conditions as it goes, in both languages. JSONata can only answer later: where it is met, its texts are
 * noted, looked at, and all is done once more with the answers at hand.
 *
 * @param use must do the same both times
 * @param jsonata looks at texts in JSONata. Default: in this thread
 */
export async function withSyntaxCheck<T>(
  use: (check: SyntaxCheck) => T,
  jsonata: Pick<Jsonata, 'check'> = JSONATA_HERE,
): Promise<T> {
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
    const problem = await jsonata.check(text);
    if (problem !== undefined) answers.set(text, { message: problem.message, offset: problem.from });
  }
  return use(check);
}
