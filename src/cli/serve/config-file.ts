import { readFile } from 'node:fs/promises';
import { Fault, textOf } from '../../core/fault.ts';
import { defaultConfig, readConfig } from '../../service/config/read-config.ts';
import type { ServiceConfig } from '../../service/config/service-config.ts';

/**
 * Reads the file of `--config`; without one, the defaults.
 *
 * @param warn is told what is doubtful in it, a line each
 * @throws Fault USAGE_INVALID for a file that cannot be read, INPUT_INVALID with all that is wrong in it
 */
export async function configFile(file: string | undefined, warn: (line: string) => void): Promise<ServiceConfig> {
  if (file === undefined) return defaultConfig();
  const { config, warnings } = readConfig({ name: file, text: await textIn(file) });
  for (const warning of warnings) warn(warning);
  return config;
}

async function textIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `--config ${file}: the file cannot be read: ${textOf(cause)}`, {}, { cause });
  }
}
