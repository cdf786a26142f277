import { textOf } from '../../../core/fault.ts';
import { createHttp } from '../../../providers/http/create-http.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { reportOf } from '../../../runner/report/report-of.ts';
import type { RunReport } from '../../../runner/report/run-report.ts';
import type { World } from '../../world.ts';
import { writeAtomically } from '../../write-file.ts';
import { checkOutputs } from '../check-outputs.ts';
import type { RunOptions } from '../run-options.ts';
import { watchForStop } from '../stop.ts';
import { type Telling, tellingFor } from '../telling.ts';
import { FollowedRun, startRun } from './followed-run.ts';
import { refuseLocal } from './refuse-local.ts';
import type { RemoteRun } from './remote-run.ts';
import { isInTheClear } from './server-address.ts';
import { serviceAt } from './service.ts';
import { startRequest } from './start-request.ts';
import { stepsBetween } from './steps-between.ts';
import { givenToken } from './token.ts';

/**
 * `verdict run --server`: the service measures, and what it says is told as that of a run on this machine.
 *
 * @param address of the service, as `serverAddress` reads it
 * @returns the exit code of the verdict
 * @throws Fault for bad input, found here or by the service; SERVICE_UNREACHABLE, SERVICE_REFUSED
 */
export async function remoteCommand(
  paths: readonly string[],
  options: RunOptions,
  address: string,
  world: World,
): Promise<number> {
  refuseLocal(options);
  await checkOutputs(options);
  const token = await givenToken(options.tokenFile, world.env);
  if (token !== undefined && isInTheClear(address)) {
    world.stderr.write(`The token goes to ${address} unencrypted, and whoever is on the way can read it: use https.\n`);
  }
  const request = await startRequest(paths, options, world);
  const { clock, elapsed } = world;
  const http = createHttp({ env: (name) => world.env[name] });
  let telling: Telling | undefined;
  const say = (text: string): void => {
    if (telling === undefined) world.stderr.write(`${text}\n`);
    else telling.view.note(text);
  };
  const stopping = watchForStop(world, undefined, say);
  try {
    const service = serviceAt({ address, token, http, clock, elapsed, say });
    const first = await startRun(service, request, world.newUid(), stopping.signal);
    telling = await tellingFor(options, first.name, world);
    say(`The run goes on whatever becomes of this process: ${pageOf(address, first)}`);
    const run = new FollowedRun(service, first, { clock, elapsed });
    const last = await follow(run, first, { telling, stop: stopping.signal, world });
    const report = reportOn(last, world);
    await telling.end(report);
    if (options.evidence !== undefined) {
      await writeAtomically(options.evidence, `${JSON.stringify(await run.evidence(), null, 2)}\n`);
    }
    return report.exitCode;
  } finally {
    stopping.release();
    telling?.release();
    await http.close();
  }
}

/** Where a person can look at the run. */
function pageOf(address: string, { namespace, id }: RemoteRun): string {
  return `${address}/namespaces/${namespace}/runs/${id}`;
}

interface Following {
  readonly telling: Telling;
  readonly stop: AbortSignal;
  readonly world: World;
}

/** Goes through the run as the service tells of it, and has it ended early when somebody asks for that. */
async function follow(run: FollowedRun, first: RemoteRun, { telling, stop, world }: Following): Promise<RemoteRun> {
  const over = new AbortController();
  const terminate = (): void => {
    run.terminate(over.signal).catch((thrown: unknown) => telling.view.note(`It cannot be ended: ${textOf(thrown)}`));
  };
  stop.addEventListener('abort', terminate);
  if (stop.aborted) terminate();
  try {
    let last = first;
    let seen: RunStatus | undefined;
    for await (const look of run.looks(first)) {
      for (const { progress, explanation } of stepsBetween(seen, look, world.clock.now())) {
        telling.view.show(progress, explanation);
      }
      seen = look.status;
      last = look;
    }
    return last;
  } finally {
    stop.removeEventListener('abort', terminate);
    over.abort();
  }
}

function reportOn(run: RemoteRun, { version, clock }: World): RunReport {
  const { id, name, namespace, source, args, status, explanation, startedAt, endedAt } = run;
  if (explanation === undefined) throw new Error(`run ${id} has ended without an explanation`);
  const ref = { name, namespace, uid: id };
  const report = reportOf({ ref, source, args, version }, { status, at: clock.now() }, explanation);
  return { ...report, startedAt: startedAt ?? report.startedAt, endedAt: endedAt ?? report.endedAt };
}
