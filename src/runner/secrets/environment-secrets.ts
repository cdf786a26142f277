import type { Environment } from '../../core/environment.ts';
import { Secret } from '../../core/secret.ts';
import { notFound, type SecretKey, type SecretSource } from './secret-source.ts';

const PREFIX = 'VERDICT_SECRET_';

/**
 * The Secrets of the environment: key `token` of Secret `api-key` is `VERDICT_SECRET_API_KEY__TOKEN`; everything but letters and digits becomes `_`.
 * A variable does not tell how its key was spelled, so besides the keys that the run refers to (`wanted`) each
 * is offered in the spellings that are usual: `app-key`, `app_key`, `app.key`, `APP_KEY`.
 */
export function environmentSecrets(env: Environment, wanted: readonly SecretKey[]): SecretSource {
  return {
    where: (secretKey) => `${variableOf(secretKey)} in the environment`,
    async read(name) {
      const keys = new Map<string, Secret>();
      const prefix = `${PREFIX}${upper(name)}__`;
      for (const [variable, text] of Object.entries(env)) {
        if (text === undefined || !variable.startsWith(prefix)) continue;
        for (const key of spellings(variable.slice(prefix.length))) keys.set(key, new Secret(text));
      }
      for (const secretKey of wanted.filter((one) => one.name === name)) {
        const text = env[variableOf(secretKey)];
        if (text !== undefined) keys.set(secretKey.key, new Secret(text));
      }
      return keys.size === 0 ? notFound(name) : { kind: 'found', keys: Object.fromEntries(keys) };
    },
  };
}

function variableOf({ name, key }: SecretKey): string {
  return `${PREFIX}${upper(name)}__${upper(key)}`;
}

function upper(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

function spellings(key: string): readonly string[] {
  const lower = key.toLowerCase();
  return [key, lower, lower.replaceAll('_', '-'), lower.replaceAll('_', '.')];
}
