import type { Explanation } from '../../analysis/explanation.ts';
import { drive } from '../../runner/drive.ts';
import { explainProgress } from '../../runner/explain-progress.ts';
import type { Progress } from '../../runner/progress.ts';
import { reportOf } from '../../runner/report/report-of.ts';
import type { RunView } from '../view/run-view.ts';
import type { World } from '../world.ts';
import { checkOutputs } from './check-outputs.ts';
import { prepareRun } from './prepare-run.ts';
import type { PreparedRun } from './prepared-run.ts';
import { refuseRemote } from './remote/refuse-local.ts';
import { serverAddress } from './remote/server-address.ts';
import { RunKeeper } from './run-keeper.ts';
import { type RunOptions, timeoutOf } from './run-options.ts';
import { watchForStop } from './stop.ts';
import { tellingFor } from './telling.ts';

/**
 * `verdict run`: measures until there is a verdict, or has a service do it.
 *
 * @returns the exit code of the verdict
 * @throws Fault for bad input, before anything was measured or written
 */
export async function runCommand(paths: readonly string[], options: RunOptions, world: World): Promise<number> {
  const server = serverAddress(options.server, world.env);
  if (server !== undefined) {
    return (await import('./remote/remote-command.ts')).remoteCommand(paths, options, server, world);
  }
  refuseRemote(options);
  const timeout = timeoutOf(options);
  await checkOutputs(options);
  const prepared = await prepareRun(paths, options, world, timeout !== undefined);
  const telling = await tellingFor(options, prepared.run.ref.name, world);
  const { view } = telling;
  const keeper = new RunKeeper(prepared, options);
  const stopping = watchForStop(world, timeout, (text) => view.note(text));
  try {
    const last = await follow(prepared, { stop: stopping.signal, view, keeper }, world);
    const { run, source, args } = prepared;
    const report = reportOf({ ref: run.ref, source, args, version: world.version }, last.progress, last.explanation);
    await telling.end(report);
    await keeper.writeEvidence(report);
    return report.exitCode;
  } finally {
    stopping.release();
    telling.release();
    await prepared.close();
  }
}

interface Following {
  readonly stop: AbortSignal;
  readonly view: RunView;
  readonly keeper: RunKeeper;
}

interface Stand {
  readonly progress: Progress;
  readonly explanation: Explanation;
}

/** Goes through the run, keeping and showing each step before the next one is asked for. */
async function follow({ run, deps }: PreparedRun, { stop, view, keeper }: Following, world: World): Promise<Stand> {
  let last: Stand | undefined;
  for await (const progress of drive({ ...run, stop }, deps)) {
    await keeper.keep(progress, (text) => view.note(text));
    last = { progress, explanation: explainProgress(progress) };
    view.show(progress, last.explanation);
  }
  if (last === undefined) throw new Error(`the run took no step at ${world.clock.now()}`);
  return last;
}
