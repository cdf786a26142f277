import type { World } from '../world.ts';

/** The colours of the tree. `none` is the terminal's own. */
export type Colour = 'green' | 'red' | 'yellow' | 'brightBlue' | 'none';

/** Gives a text a colour. */
export type Tint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, number>> = { green: 32, red: 31, yellow: 33, brightBlue: 94, none: 0 };

/** The colours as upstream writes them: a text without one is marked as well. */
export const tinted: Tint = (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`;

/** Leaves every text as it is. */
export const untinted: Tint = (_colour, text) => text;

/**
 * Colours where they can be seen: on a terminal, unless the environment or an option says otherwise. `FORCE_COLOR` asks for
 * them elsewhere, too. (Upstream writes them into files and pipes as well.)
 *
 * @param wanted  false for `--no-color`
 */
export function tintFor({ stdout, env }: Pick<World, 'stdout' | 'env'>, wanted: boolean): Tint {
  if (!wanted || env['TERM'] === 'dumb' || env['NO_COLOR']) return untinted;
  return stdout.isTTY === true || isForced(env['FORCE_COLOR']) ? tinted : untinted;
}

function isForced(force: string | undefined): boolean {
  return force !== undefined && force !== '0' && force !== 'false';
}
