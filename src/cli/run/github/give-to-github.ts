import { appendFile, stat } from 'node:fs/promises';
import { textOf } from '../../../core/fault.ts';
import type { RunReport } from '../../../runner/report/run-report.ts';
import { renderMarkdown } from '../../report/markdown.ts';
import { renderText } from '../../report/text.ts';
import { printable } from '../../terminal/printable.ts';
import type { World } from '../../world.ts';
import { annotations } from './annotations.ts';
import { annotation, asText, END_GROUP, group } from './workflow-command.ts';

/** GitHub throws away the summary of a step that has more, in bytes. */
const SUMMARY_LIMIT = 1024 * 1024;

/**
 * Gives a report to GitHub Actions: the text report folded into the log, annotations, the job summary (`GITHUB_STEP_SUMMARY`) and the outputs
 * `verdict` and `sentence` of the step (`GITHUB_OUTPUT`). Where a file is not named it is left out; one that cannot be written is a warning, because the verdict is worth more.
 */
export async function giveToGithub(report: RunReport, world: World): Promise<void> {
  const { stdout, env } = world;
  const { verdict, sentence } = report.explanation;
  stdout.write(`${group(`Verdict: ${verdict}`)}${asText(renderText(report), world.newUid())}${END_GROUP}`);
  stdout.write(annotations(report));
  const append = async (variable: string, textFor: (file: string) => Promise<string>): Promise<void> => {
    const file = env[variable];
    if (file === undefined || file === '') return;
    try {
      await appendFile(file, await textFor(file));
    } catch (thrown) {
      stdout.write(annotation('warning', 'Verdict', [`${variable} cannot be written: ${textOf(thrown)}`]));
    }
  };
  await append('GITHUB_STEP_SUMMARY', (file) => summaryFor(file, report));
  await append('GITHUB_OUTPUT', async () => outputs({ verdict, sentence }, world.newUid()));
}

async function summaryFor(file: string, report: RunReport): Promise<string> {
  const taken = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const whole = `\n${renderMarkdown(report)}\n`;
  if (taken + Buffer.byteLength(whole) <= SUMMARY_LIMIT) return whole;
  return `\n### Verdict: ${report.explanation.verdict}\n\nThe report is longer than a job summary may be: the log has it.\n`;
}

// A value ends with a line that is its delimiter: one that nobody can guess ends it nowhere else.
function outputs(values: Readonly<Record<string, string>>, token: string): string {
  const delimiter = `verdict-${token}`;
  return Object.entries(values)
    .map(([name, value]) => `${name}<<${delimiter}\n${printable(value)}\n${delimiter}\n`)
    .join('');
}
