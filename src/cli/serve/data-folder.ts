import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../../core/environment.ts';

/**
 * Where the embedded store is kept unless a folder is named: `verdict` in the user's data directory.
 *
 * @param platform `process.platform`
 * @see https://specifications.freedesktop.org/basedir-spec/latest/ (a relative XDG_DATA_HOME is to be ignored)
 */
export function dataFolder(env: Environment, platform: NodeJS.Platform): string {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'verdict');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'verdict');
  const data = env['XDG_DATA_HOME'] ?? '';
  return join(isAbsolute(data) ? data : join(home, '.local', 'share'), 'verdict');
}
