import { Fault } from '../../core/fault.ts';
import { Secret } from '../../core/secret.ts';
import type { BuildScope } from '../provider.ts';

/** Who we are for Datadog, and where it is. */
export interface DatadogCredentials {
  /** Base URL as given, or `https://api.datadoghq.com`. Routes are put behind it as text. */
  readonly address: string;
  readonly apiKey: Secret;
  readonly appKey: Secret;
}

/** What stands below `datadog.secretRef:`. */
export interface DatadogSecretRef {
  /** Empty when none is named. */
  readonly name: string;
  /** In the run's namespace instead of the controller's. */
  readonly isNamespaced: boolean;
}

const DEFAULT_ADDRESS = 'https://api.datadoghq.com';
const DEFAULT_SECRET = 'datadog';

/**
 * Looks for the keys: in the named Secret only; without a name in the environment, then in the Secret `datadog`.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID `secret name is required for namespaced credentials`,
 *   `failed to find the credentials for datadog metrics provider`
 * @see providers.md §4, Credentials
 */
export async function findDatadogCredentials(ref: DatadogSecretRef, scope: BuildScope): Promise<DatadogCredentials> {
  if (ref.isNamespaced && ref.name === '') {
    throw invalid('datadog.secretRef.name', 'secret name is required for namespaced credentials');
  }
  const found =
    ref.name === ''
      ? (fromEnvironment(scope) ?? (await fromSecret(scope, DEFAULT_SECRET)))
      : await fromSecret(scope, ref.name, ref.isNamespaced ? scope.namespace : undefined);
  if (found !== undefined) return found;
  throw invalid('datadog.secretRef', 'failed to find the credentials for datadog metrics provider');
}

/** The environment counts only when the address is set there too, if only to an empty text. */
function fromEnvironment(scope: BuildScope): DatadogCredentials | undefined {
  const address = scope.env('DD_ADDRESS');
  if (address === undefined) return undefined;
  return complete(address, new Secret(scope.env('DD_API_KEY') ?? ''), new Secret(scope.env('DD_APP_KEY') ?? ''));
}

async function fromSecret(
  scope: BuildScope,
  name: string,
  namespace?: string,
): Promise<DatadogCredentials | undefined> {
  const keys = await scope.secret(name, namespace);
  return complete(keys?.['address']?.open() ?? '', keys?.['api-key'], keys?.['app-key']);
}

function complete(address: string, apiKey?: Secret, appKey?: Secret): DatadogCredentials | undefined {
  if (!apiKey?.open() || !appKey?.open()) return undefined;
  return { address: address === '' ? DEFAULT_ADDRESS : address, apiKey, appKey };
}

function invalid(field: string, text: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', text, { field });
}
