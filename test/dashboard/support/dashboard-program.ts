import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildDashboard } from '../../../scripts/dashboard/build-dashboard.ts';
import { bundledProgram } from '../../support/cli-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { whenThisProcessEnds } from '../../support/when-this-process-ends.ts';

let program: Promise<string> | undefined;

/** The program as one piece, with the dashboard beside it as it is published; made once for all test files of this process. */
export function dashboardProgram(): Promise<string> {
  program ??= make();
  return program;
}

async function make(): Promise<string> {
  const folder = temporaryFolder();
  whenThisProcessEnds('rm -rf "$1"', [folder.path]);
  const file = await bundledProgram(folder.path);
  // The sign by which the program knows that its pages lie beside it.
  mkdirSync(join(dirname(file), 'swagger-ui'));
  await buildDashboard(join(dirname(file), 'dashboard'));
  return file;
}
