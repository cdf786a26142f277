import { parseInstant } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { cli } from '../../support/cli-world.ts';
import { type HttpApi, startApi } from '../../support/http-api.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Kind, Outcome } from '../kind.ts';
import { judgeCommand } from './patches/judge.ts';
import type { CommandResult, PatchesLine } from './patches/line.ts';

/** Commands that change things: the whole program against an API server, and what that was sent. */
export const patchesKind: Kind = {
  name: 'patches',
  title: ({ name }: PatchesLine) => name,
  async run(line: PatchesLine): Promise<Outcome> {
    let outcome: Outcome = { kind: 'passed' };
    for (const wanted of line.commands) {
      const judged = judgeCommand(line, wanted, await runCommand(line, wanted.args));
      if (judged.kind === 'failed') return judged;
      if (judged.kind === 'byDecision') outcome = judged;
    }
    return outcome;
  },
};

async function runCommand(line: PatchesLine, args: readonly string[]): Promise<CommandResult> {
  const api = await startApi(line.objects, line.faults);
  const folder = temporaryFolder();
  try {
    const env = { KUBECONFIG: folder.write('kubeconfig', kubeconfigOf(api, line.namespace)) };
    const clock = new VirtualClock(parseInstant(line.clock));
    const { code, stdout, stderr } = await cli(args, { env, clock });
    return { requests: api.writes, stdout, stderr, exit: code };
  } finally {
    folder.remove();
    await api.stop();
  }
}

function kubeconfigOf({ url }: HttpApi, namespace: string): string {
  return JSON.stringify({
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', namespace } }],
    clusters: [{ name: 'test', cluster: { server: url } }],
    users: [],
  });
}
