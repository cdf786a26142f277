import { redactor, Secret } from '../core/secret.ts';
import type { Deps } from './deps.ts';

/** Names of variables whose values nobody may see, such as `DD_API_KEY`. */
const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL/i;

/** Keys of providers' Secrets that are settings (providers.md): taking out a region such as `us` would garble every text. */
const SETTING_NAME = /^(address|region|account-id|org|base-url-[a-z]+)$/;

/**
 * The secrets that a provider asked for during one look, beside those among the run's arguments: keys of a Secret,
 * or variables of the environment with a secret's name. What they are must not show in anything the look leaves behind.
 */
export class OpenedSecrets {
  readonly #secrets: Secret[] = [];

  /** The same ways to a secret, under watch. */
  watching({ env, secret }: Pick<Deps, 'env' | 'secret'>): Pick<Deps, 'env' | 'secret'> {
    return {
      env: (name) => {
        const value = env(name);
        if (value !== undefined && SECRET_NAME.test(name)) this.#secrets.push(new Secret(value));
        return value;
      },
      secret: async (name, namespace) => {
        const keys = await secret(name, namespace);
        if (keys !== undefined) this.#secrets.push(...secretsAmong(keys));
        return keys;
      },
    };
  }

  /** Takes out all that has been opened so far. */
  redact(text: string): string {
    return this.#secrets.length === 0 ? text : redactor(this.#secrets)(text);
  }
}

function secretsAmong(keys: Readonly<Record<string, Secret>>): readonly Secret[] {
  return Object.entries(keys).flatMap(([name, secret]) => (SETTING_NAME.test(name) ? [] : [secret]));
}
