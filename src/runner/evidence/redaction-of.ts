import type { Redact } from '../../core/secret.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { KnownSecrets } from '../secrets/known-secrets.ts';
import { resolveKnowing } from '../secrets/resolve-with-secrets.ts';
import { standInsFor } from './stand-ins.ts';

/**
 * The redaction for showing a spec where its Secrets are not at hand: takes out what is written behind names of secrets, in settings,
 * headers and addresses, arguments filled in. References to Secrets hold none.
 */
export function redactionOf(spec: RunSpec): Redact {
  const known = new KnownSecrets();
  resolveKnowing(spec, standInsFor(spec), known);
  return known.redact;
}
