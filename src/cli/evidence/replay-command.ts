import { readFile } from 'node:fs/promises';
import { Fault, textOf } from '../../core/fault.ts';
import { specInFile } from '../../runner/begin/spec-in-file.ts';
import { type Evidence, evidenceFromText } from '../../runner/evidence/evidence.ts';
import { explainProgress } from '../../runner/explain-progress.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import { textOfStream } from '../condition/lines.ts';
import { EXIT } from '../exit-code.ts';
import { giveReport, type ReportWish } from '../give-report.ts';
import { printable } from '../terminal/printable.ts';
import type { World } from '../world.ts';
import { checkWritable } from '../write-file.ts';
import { differencesOf } from './differences.ts';
import { replayRun } from './replay-run.ts';

/** The options of `verdict replay`. */
export type ReplayOptions = ReportWish;

/**
 * `verdict replay`: comes to a verdict from evidence, without asking anybody.
 *
 * @returns the exit code of the verdict; that of an error when it is not the recorded one
 * @throws Fault STATE_INVALID for what is no evidence or damaged
 */
export async function replayCommand(file: string, options: ReplayOptions, world: World): Promise<number> {
  if (options.out !== undefined) await checkWritable(options.out, '--out');
  const evidence = evidenceFromText(await textOfFile(file, world), file);
  const { report, differences } = await replayed(evidence, file, world);
  await giveReport(report, options, world);
  for (const difference of differences)
    world.stderr.write(`differs from what was recorded: ${printable(difference)}\n`);
  const { verdict, exitCode } = evidence.recorded;
  if (report.explanation.verdict === verdict && report.exitCode === exitCode) return exitCode;
  world.stderr.write(
    `recorded was "${printable(verdict)}" with exit code ${exitCode}, replayed is "${report.explanation.verdict}" with ${report.exitCode}\n`,
  );
  return EXIT.error;
}

async function replayed(
  evidence: Evidence,
  file: string,
  { version }: World,
): Promise<{ report: RunReport; differences: readonly string[] }> {
  const { begin, steps, recorded } = evidence;
  const replay = await replayRun(specOf(evidence, file), begin, steps);
  const explanation = explainProgress(replay);
  const report = { version, ...recorded.run, status: replay.status, explanation, exitCode: EXIT[explanation.verdict] };
  return { report, differences: [...replay.differences, ...differencesOf(recorded.status, replay.status)] };
}

function specOf({ spec }: Evidence, file: string) {
  try {
    return specInFile(spec, file);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new Fault(
      'STATE_INVALID',
      `${file} cannot be replayed: its spec is damaged: ${thrown.message}`,
      { file },
      { cause: thrown },
    );
  }
}

async function textOfFile(file: string, { stdin }: World): Promise<string> {
  try {
    return file === '-' ? await textOfStream(stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('STATE_INVALID', `${file} cannot be replayed: ${textOf(cause)}`, { file }, { cause });
  }
}
