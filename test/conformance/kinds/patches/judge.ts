import { compare, type Outcome, PASSED } from '../../kind.ts';
import { decisionOn } from './decisions.ts';
import type { CommandResult, PatchesLine, WantedCommand } from './line.ts';

/** Compares what a command did with what the original did. Where that crashes, a clean error is right. */
export function judgeCommand(line: PatchesLine, wanted: WantedCommand, got: CommandResult): Outcome {
  const compared = compare(toCompare(wanted), beforeUsage(wanted.panic === undefined ? got : withoutText(got)));
  if (compared.kind !== 'failed') return PASSED;
  return decisionOn({ line, wanted, got }) ?? { ...compared, wanted: { args: wanted.args, ...toCompare(wanted) } };
}

function toCompare({ requests = [], stdout = '', stderr = '', exit = 0, panic }: WantedCommand): CommandResult {
  return beforeUsage(
    panic === undefined ? { requests, stdout, stderr, exit } : { requests, stdout, stderr: 'Error: ', exit: 1 },
  );
}

/** The usage text of a command is ours. */
function beforeUsage(result: CommandResult): CommandResult {
  return { ...result, stderr: result.stderr.split('Usage:')[0] ?? '' };
}

function withoutText(result: CommandResult): CommandResult {
  return { ...result, stderr: /^Error: (?=\S.*\n$)/.exec(result.stderr)?.[0] ?? result.stderr };
}
