import { expect, it } from 'vitest';
import { dataFolder } from '../../../src/cli/serve/data-folder.ts';

it.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', { HOME: '/home/a' }, '/home/a/.local/share/verdict'],
  ['linux', { HOME: '/home/a', XDG_DATA_HOME: '/data' }, '/data/verdict'],
  ['linux', { HOME: '/home/a', XDG_DATA_HOME: 'relative' }, '/home/a/.local/share/verdict'],
  ['linux', { HOME: '/home/a', XDG_DATA_HOME: '' }, '/home/a/.local/share/verdict'],
  ['darwin', { HOME: '/Users/a', XDG_DATA_HOME: '/data' }, '/Users/a/Library/Application Support/verdict'],
  ['win32', { USERPROFILE: '/users/a', LOCALAPPDATA: '/local' }, '/local/verdict'],
  ['win32', { USERPROFILE: '/users/a' }, '/users/a/AppData/Local/verdict'],
])('on %s with %j the data lies in %s', (platform, env, folder) => {
  expect(dataFolder(env, platform)).toBe(folder);
});
