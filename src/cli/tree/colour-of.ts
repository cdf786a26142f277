import { STATUS_ICONS } from '../../rollout/info/icons.ts';
import type { Colour } from './tint.ts';

const COLOURS: ReadonlyMap<string, Colour> = new Map<string, Colour>([
  [STATUS_ICONS.waiting, 'yellow'],
  [STATUS_ICONS.progressing, 'brightBlue'],
  [STATUS_ICONS.warning, 'red'],
  [STATUS_ICONS.unknown, 'yellow'],
  [STATUS_ICONS.ok, 'green'],
  [STATUS_ICONS.bad, 'red'],
  ['canary', 'yellow'],
  ['stable', 'green'],
  ['active', 'green'],
  ['preview', 'brightBlue'],
  ['ping', 'brightBlue'],
  ['pong', 'brightBlue'],
  ['Pending', 'brightBlue'],
  ['Running', 'brightBlue'],
]);

/** The colour of an icon, of a part that a ReplicaSet plays, or of the name of something with this status. @see reference/interfaces.md §4.4 */
export function colourOf(word: string): Colour {
  return COLOURS.get(word) ?? 'none';
}
