import { Fault } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { formatProblem } from '../../resources/problem.ts';
import { readDocuments } from '../../resources/read-documents.ts';
import { API_VERSION } from '../../resources/schema/document.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';

/**
 * Checks the spec of a run that a file of our own holds, as strictly as if it stood in an AnalysisRun.
 *
 * @throws Fault STATE_INVALID with what is wrong with it
 */
export function specInFile(spec: JsonObject, file: string): RunSpec {
  const text = JSON.stringify({ apiVersion: API_VERSION, kind: 'AnalysisRun', metadata: { name: 'run' }, spec });
  const { documents, problems } = readDocuments([{ name: file, text }]);
  const [document] = documents;
  if (document?.kind === 'AnalysisRun') return document.spec;
  const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  throw new Fault('STATE_INVALID', errors.join('\n') || 'it has no spec');
}
