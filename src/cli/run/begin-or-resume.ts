import { readFile } from 'node:fs/promises';
import { Fault, textOf } from '../../core/fault.ts';
import type { Json } from '../../core/json.ts';
import { NOT_STARTED, type RunStatus } from '../../resources/run-status.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { firstOf, nameFor, sourceOf } from '../../runner/begin/chosen.ts';
import { runSpecOf } from '../../runner/begin/run-spec-of.ts';
import type { Memory } from '../../runner/progress.ts';
import type { World } from '../world.ts';
import { chosenDocuments } from './chosen-documents.ts';
import { givenArguments } from './given-arguments.ts';
import { givenDocuments } from './given-documents.ts';
import { OPTION_WORDS } from './option-words.ts';
import type { RunOptions } from './run-options.ts';
import { refuseOtherSpec } from './same-run.ts';
import { type SavedRun, savedRunFrom } from './saved-run.ts';

/** A run at its beginning, or where a process before this one left it. */
export interface Beginning {
  /** Without `namespace` where nobody has said one. */
  readonly ref: { readonly name: string; readonly namespace?: string; readonly uid: string };
  readonly spec: RunSpec;
  readonly source: readonly string[];
  readonly documents: readonly Json[];
  readonly status: RunStatus;
  readonly memory: Memory;
  /** The file's own words; absent for a new run. */
  readonly saved?: SavedRun;
}

/**
 * Reads what is to be run: templates with what was said to them, or the file of `--resume`, or both, which then must agree.
 *
 * @throws Fault INPUT_INVALID with every problem of every document, TEMPLATE_INVALID, USAGE_INVALID, STATE_INVALID
 */
export async function beginOrResume(paths: readonly string[], options: RunOptions, world: World): Promise<Beginning> {
  const { resume } = options;
  if (resume === undefined) return begin(paths, options, world);
  const saved = savedRunFrom(await textOfSaved(resume), resume);
  if (paths.length > 0) refuseOtherSpec(saved.spec, (await begin(paths, options, world)).spec, resume);
  else refuseWishes(options, resume);
  if (options.namespace !== undefined && options.namespace !== saved.ref.namespace) {
    throw new Fault(
      'STATE_INVALID',
      `${resume} was saved in namespace "${saved.ref.namespace}", not "${options.namespace}". The file was left as it was.`,
    );
  }
  const { ref, spec, status, memory, extra } = saved;
  return { ref, spec, status, memory, source: extra.source, documents: extra.documents, saved };
}

async function begin(paths: readonly string[], options: RunOptions, world: World): Promise<Beginning> {
  const documents = await givenDocuments(paths, world);
  const args = await givenArguments(options.arg, options.argsFile);
  const chosen = chosenDocuments(documents, options.template);
  const spec = runSpecOf(chosen, documents, { args, metrics: options.metric, dryRun: options.dryRun }, OPTION_WORDS);
  const uid = world.newUid();
  const namespace = options.namespace ?? firstOf(chosen).namespace;
  return {
    ref: { name: nameFor(chosen, uid), uid, ...(namespace !== undefined && { namespace }) },
    spec,
    source: sourceOf(chosen),
    documents: documents.map(({ json }) => json),
    status: NOT_STARTED,
    memory: new Map(),
  };
}

/** Everything that shapes a spec is in the file already; said once more without its templates it could not be compared. */
function refuseWishes({ template, arg, argsFile, metric, dryRun }: RunOptions, file: string): void {
  const said = Object.entries({
    '--template': template,
    '--arg': arg,
    '--args-file': argsFile,
    '--metric': metric,
    '--dry-run': dryRun,
  });
  const options = said.filter(([, values]) => values.length > 0).map(([option]) => option);
  if (options.length === 0) return;
  throw new Fault(
    'USAGE_INVALID',
    `--resume ${file} takes the run as it was begun: leave out ${options.join(', ')}, or name the templates too, so that all can be compared`,
  );
}

async function textOfSaved(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('STATE_INVALID', `${file} cannot be resumed: ${textOf(cause)}`, { file }, { cause });
  }
}
