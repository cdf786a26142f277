import type { World } from '../../world.ts';
import { resumeCommands, stopCommands } from './workflow-command.ts';

/**
 * Makes GitHub take nothing that is printed from now on for a command: what backends answer is shown while the run goes on.
 *
 * @returns ends that; once more it does nothing
 */
export function quietCommands(world: Pick<World, 'stdout' | 'newUid'>): () => void {
  const { stdout } = world;
  const token = world.newUid();
  let isQuiet = true;
  stdout.write(stopCommands(token));
  return () => {
    if (isQuiet) stdout.write(resumeCommands(token));
    isQuiet = false;
  };
}
