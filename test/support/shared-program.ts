import { bundledProgram } from './cli-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { whenThisProcessEnds } from './when-this-process-ends.ts';

let program: Promise<string> | undefined;

/** The bundle of `bundledProgram`, made once for all test files of this process; it goes with the process. */
export function sharedProgram(): Promise<string> {
  if (program !== undefined) return program;
  const folder = temporaryFolder();
  whenThisProcessEnds('rm -rf "$1"', [folder.path]);
  program = bundledProgram(folder.path);
  return program;
}
