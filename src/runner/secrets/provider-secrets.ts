import type { Secret } from '../../core/secret.ts';
import type { Deps } from '../deps.ts';
import type { KnownSecrets } from './known-secrets.ts';
import type { SecretStore } from './secret-store.ts';

/** Keys that Secrets of providers hold beside what is secret: hiding an address or a region would spoil every text. */
const PLAIN_KEY = /address|region|account|url|host|endpoint/i;

/**
 * Secrets as providers ask for them; what they open is known from then on.
 *
 * @param ownNamespace  where they are looked for when a provider names no namespace
 */
export function providerSecrets(store: SecretStore, known: KnownSecrets, ownNamespace: string): Deps['secret'] {
  const watched = ([key, secret]: [string, Secret]): [string, Secret] => [
    key,
    PLAIN_KEY.test(key) ? secret : known.watched(secret),
  ];
  return async (name, namespace = ownNamespace) => {
    const read = await store.read(name, namespace);
    return read.kind === 'failed' ? undefined : Object.fromEntries(Object.entries(read.keys).map(watched));
  };
}
