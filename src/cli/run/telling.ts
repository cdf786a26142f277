import type { RunReport } from '../../runner/report/run-report.ts';
import { giveReport, isForPerson } from '../give-report.ts';
import type { RunView } from '../view/run-view.ts';
import type { World } from '../world.ts';
import { giveToGithub } from './github/give-to-github.ts';
import { quietCommands } from './github/quiet-commands.ts';
import type { RunOptions } from './run-options.ts';
import { viewFor } from './view-for.ts';

/** How a run is told to whoever started it: while it goes on, and at its end. */
export interface Telling {
  readonly view: RunView;
  /** Ends the view and gives the report out. @throws Fault USAGE_INVALID when its file cannot be written */
  end(report: RunReport): Promise<void>;
  /** Leaves the output as it was found, whether there was an end or not. */
  release(): void;
}

/** The telling that was asked for with `--output` and `--out`. */
export async function tellingFor(options: RunOptions, name: string, world: World): Promise<Telling> {
  const { output, out } = options;
  if (output === 'github') return githubTelling(name, world);
  const wish = { output, ...(out !== undefined && { out }) };
  const view = await viewFor(isForPerson(wish) ? world.stdout : world.stderr, name, world);
  return {
    view,
    async end(report) {
      view.end(report);
      await giveReport(report, wish, world);
    },
    release() {},
  };
}

// Both streams end up in one log, where a line may be a command: all is said on the one that can be told to be quiet.
async function githubTelling(name: string, world: World): Promise<Telling> {
  const view = await viewFor(world.stdout, name, world);
  const release = quietCommands(world);
  return {
    view,
    async end(report) {
      view.end(report);
      release();
      await giveToGithub(report, world);
    },
    release,
  };
}
