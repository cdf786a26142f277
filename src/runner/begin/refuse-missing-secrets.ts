import { Fault } from '../../core/fault.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { SecretsRead } from '../../template/resolved.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Words } from './words.ts';

/**
 * Refuses a run whose Secrets are not all there, naming each with the places where it was looked for.
 *
 * @param hasCluster whether a cluster was among them; if not, the text says how to make it one
 * @throws Fault TEMPLATE_INVALID
 */
export function refuseMissingSecrets(
  { args = [] }: RunSpec,
  read: SecretsRead,
  store: SecretStore,
  { hasCluster, words }: { readonly hasCluster: boolean; readonly words: Words },
): void {
  const missing = args.flatMap(({ name, value, valueFrom }) => {
    const ref = valueFrom?.secretKeyRef;
    const found = ref && read.get(ref.name);
    if (!ref || (found?.kind === 'found' && Object.hasOwn(found.keys, ref.key))) return [];
    const why = found?.kind === 'failed' ? found.message : `key '${ref.key}' does not exist in secret '${ref.name}'`;
    const places = `looked for: ${store.placesOf(ref)}${hasCluster ? '' : `; no cluster, ${words.whyNoCluster}`}`;
    const ignored = typeof value === 'string' ? ' (its value is not used: a Secret beats it)' : '';
    return [`argument "${name}": ${why}${ignored}; ${places}`];
  });
  if (missing.length > 0) throw new Fault('TEMPLATE_INVALID', missing.join('\n'));
}
