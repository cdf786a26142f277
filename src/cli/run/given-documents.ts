import { Fault } from '../../core/fault.ts';
import type { Document } from '../../resources/document.ts';
import { formatProblem } from '../../resources/problem.ts';
import { readDocuments } from '../../resources/read-documents.ts';
import { withSyntaxCheck } from '../../runner/begin/syntax-check.ts';
import type { World } from '../world.ts';
import { inputSources } from './input-sources.ts';

/**
 * Reads the documents that stand on the command line. What is only to be minded is said on stderr.
 *
 * @throws Fault INPUT_INVALID with every problem of every document, USAGE_INVALID when nothing is named or something cannot be read
 */
export async function givenDocuments(paths: readonly string[], world: World): Promise<readonly Document[]> {
  if (paths.length === 0) {
    throw new Fault(
      'USAGE_INVALID',
      'name a file or folder with an AnalysisTemplate, or - for standard input (`verdict help run` shows examples)',
    );
  }
  const sources = await inputSources(paths, world);
  const { documents, problems } = await withSyntaxCheck((check) => readDocuments(sources, check));
  const isError = problems.some(({ severity }) => severity === 'error');
  const texts = problems.map(formatProblem);
  if (isError) throw new Fault('INPUT_INVALID', texts.join('\n'));
  for (const text of texts) world.stderr.write(`${text}\n`);
  return documents;
}
