import { readFile } from 'node:fs/promises';
import type { Environment } from '../../../core/environment.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { Secret } from '../../../core/secret.ts';

/**
 * The token that the service is shown, of `--token-file` or else VERDICT_TOKEN; undefined where there is none.
 *
 * @throws Fault USAGE_INVALID for a file that cannot be read or is empty, and for what cannot be a token; it is never quoted
 */
export async function givenToken(file: string | undefined, env: Environment): Promise<Secret | undefined> {
  const text = file === undefined ? env['VERDICT_TOKEN']?.trim() : (await textOfFile(file)).trim();
  if (text === undefined || (text === '' && file === undefined)) return undefined;
  if (/^[\x21-\x7e]+$/.test(text)) return new Secret(text);
  throw new Fault(
    'USAGE_INVALID',
    `${file === undefined ? 'VERDICT_TOKEN' : `--token-file ${file}`}: one token was expected, in printable ASCII and without a blank in it`,
  );
}

async function textOfFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `--token-file ${file} cannot be read: ${textOf(cause)}`, { file }, { cause });
  }
}
