import { expect, it } from 'vitest';
import { tinted, tintFor, untinted } from '../../../src/cli/tree/tint.ts';
import type { Environment } from '../../../src/core/environment.ts';
import { testWorld } from '../../support/cli-world.ts';

it.each<{ given: string; isTTY?: boolean; env?: Environment; wanted?: boolean; has: boolean }>([
  { given: 'a terminal', isTTY: true, has: true },
  { given: 'a pipe', has: false },
  { given: 'a pipe and FORCE_COLOR', env: { FORCE_COLOR: '1' }, has: true },
  { given: 'a pipe and FORCE_COLOR=0', env: { FORCE_COLOR: '0' }, has: false },
  { given: 'a terminal and --no-color', isTTY: true, wanted: false, has: false },
  { given: 'a terminal and NO_COLOR', isTTY: true, env: { NO_COLOR: '1' }, has: false },
  { given: 'a terminal that is dumb', isTTY: true, env: { TERM: 'dumb' }, has: false },
])('given $given, colours are used: $has', ({ isTTY = false, env = {}, wanted = true, has }) => {
  const { stdout } = testWorld();
  expect(tintFor({ stdout: Object.assign(stdout, { isTTY }), env }, wanted)).toBe(has ? tinted : untinted);
});
