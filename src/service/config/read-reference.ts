import { readFile } from 'node:fs/promises';
import type { Environment } from '../../core/environment.ts';
import { Fault, textOf } from '../../core/fault.ts';
import { Secret } from '../../core/secret.ts';
import type { SecretReference } from './service-config.ts';

/**
 * Reads a secret that the configuration names.
 *
 * @param namedBy the field that names it, for texts, such as `callbacks.signingKey`
 * @throws Fault USAGE_INVALID when there is none, or an empty one
 */
export async function readReference(reference: SecretReference, namedBy: string, env: Environment): Promise<Secret> {
  const [text, where] =
    reference.kind === 'env'
      ? [env[reference.name], `the variable ${reference.name}`]
      : [await textIn(reference.path, namedBy), `the file ${reference.path}`];
  if (text === undefined) throw new Fault('USAGE_INVALID', `${namedBy}: ${where} is not set`);
  if (text === '') throw new Fault('USAGE_INVALID', `${namedBy}: ${where} is empty`);
  return new Secret(text);
}

/** Editors put a newline at the end that is no part of the secret. */
async function textIn(path: string, namedBy: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (cause) {
    throw new Fault('USAGE_INVALID', `${namedBy}: ${path} cannot be read: ${textOf(cause)}`, {}, { cause });
  }
}
