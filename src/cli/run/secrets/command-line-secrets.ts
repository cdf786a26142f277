import { readFileSync } from 'node:fs';
import type { Environment } from '../../../core/environment.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { Secret } from '../../../core/secret.ts';
import { notFound, type SecretSource } from '../../../runner/secrets/secret-source.ts';
import { assignmentIn } from '../assignment.ts';

/**
 * The Secrets of `--secret NAME/KEY=VALUE`. Whoever may list the processes of a machine sees its command lines, so a value can also be
 * named by where it is: `@FILE` (one line break at its end is dropped) or `env:VARIABLE`. A value that begins with `@` or `env:` itself is given in one of these ways.
 *
 * @throws Fault USAGE_INVALID for another form, a file that cannot be read, a variable that is not set; a value is never quoted
 */
export function commandLineSecrets(options: readonly string[], env: Environment): SecretSource {
  const secrets = new Map<string, Map<string, Secret>>();
  for (const option of options) {
    const { name: path, value } = assignmentIn(option, '--secret NAME/KEY=VALUE');
    const [name = '', key = '', ...more] = path.split('/');
    if (name === '' || key === '' || more.length > 0) {
      throw new Fault(
        'USAGE_INVALID',
        `--secret ${path}=…: NAME/KEY was expected before the =, such as api-token/token`,
      );
    }
    const keys = secrets.get(name) ?? new Map<string, Secret>();
    secrets.set(name, keys.set(key, new Secret(valueOf(value, path, env))));
  }
  return {
    where: ({ name, key }) => `--secret ${name}/${key}=…`,
    async read(name) {
      const keys = secrets.get(name);
      return keys === undefined ? notFound(name) : { kind: 'found', keys: Object.fromEntries(keys) };
    },
  };
}

function valueOf(value: string, path: string, env: Environment): string {
  if (value.startsWith('@')) return fileText(value.slice(1), path);
  if (!value.startsWith('env:')) return value;
  const variable = value.slice('env:'.length);
  const text = env[variable];
  if (text !== undefined) return text;
  throw new Fault('USAGE_INVALID', `--secret ${path}=env:${variable}: the environment has no variable ${variable}`);
}

function fileText(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new Fault(
      'USAGE_INVALID',
      `--secret ${path}=@${file}: the file cannot be read: ${textOf(cause)}`,
      {},
      { cause },
    );
  }
}
