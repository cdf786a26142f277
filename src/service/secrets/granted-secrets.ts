import { Fault, textOf } from '../../core/fault.ts';
import type { Secret } from '../../core/secret.ts';
import { notFound, type SecretSource } from '../../runner/secrets/secret-source.ts';
import { SecretStore } from '../../runner/secrets/secret-store.ts';
import type { SecretRead } from '../../template/resolved.ts';
import type { SecretGrant } from '../config/service-config.ts';
import type { ServiceLog } from '../service-log.ts';

/** Where Secrets are kept; absent ones are not there for this process. */
export type SecretPlaces = Readonly<Record<'environment', SecretSource>> &
  Partial<Readonly<Record<'folder' | 'cluster', SecretSource>>>;

/** The first that has a key decides on it, as with `verdict run`. */
const ORDER: readonly SecretGrant['from'][] = ['environment', 'folder', 'cluster'];

/** What the Secrets of a namespace are made of. */
export interface GrantedSecretsParts {
  readonly namespace: string;
  /** Those that fit the namespace. */
  readonly grants: readonly SecretGrant[];
  readonly places: SecretPlaces;
  readonly log: Pick<ServiceLog, 'info' | 'error'>;
}

/**
 * The Secrets that a namespace was granted, and nothing else: whatever else there is counts as not found, in upstream's words, and only the log says
 * that a grant is missing. A caller's namespace is not asked for: in a cluster, Secrets of the granted namespace are read, whatever a
 * provider names.
 */
export function grantedSecrets(parts: GrantedSecretsParts): SecretStore {
  return new SecretStore([new GrantedSource(parts)]);
}

class GrantedSource implements SecretSource {
  readonly #parts: GrantedSecretsParts;
  readonly #told = new Set<string>();

  constructor(parts: GrantedSecretsParts) {
    this.#parts = parts;
  }

  // Not the places themselves: paths and variables of the server are nothing for a caller.
  where(): string {
    return `what namespace "${this.#parts.namespace}" has been granted`;
  }

  async read(name: string): Promise<SecretRead> {
    const { grants, places } = this.#parts;
    const fitting = ORDER.flatMap((from) => grants.filter((grant) => grant.name === name && grant.from === from));
    if (fitting.length === 0) {
      this.#hint(name, 'no grant names it');
      return notFound(name);
    }
    const reads = await Promise.all(
      fitting.map(async ({ from, keys }) => {
        const place = places[from];
        if (place === undefined)
          this.#hint(name, `it is granted from the ${from}, which this process has not been given`);
        const read = place === undefined ? notFound(name) : await this.#readFrom(place, name);
        return only(read, keys);
      }),
    );
    const found = reads.filter((read) => read.kind === 'found');
    if (found.length === 0) {
      this.#hint(name, 'it is granted, but there is none');
      return reads.at(-1) ?? notFound(name);
    }
    return { kind: 'found', keys: Object.assign({}, ...found.toReversed().map(({ keys }) => keys)) };
  }

  /** Why a place cannot be read is for the log: it names paths and addresses. */
  async #readFrom(place: SecretSource, name: string): Promise<SecretRead> {
    const { namespace, log } = this.#parts;
    try {
      return await place.read(name, namespace);
    } catch (cause) {
      log.error(`Secret "${name}" of namespace "${namespace}" cannot be read: ${textOf(cause)}`, {
        namespace,
        secret: name,
      });
      const code = cause instanceof Fault ? cause.code : 'CLUSTER_UNREACHABLE';
      throw new Fault(code, `secrets "${name}" cannot be read now`, {}, { cause });
    }
  }

  /** Once for each Secret: runs ask again at every look. */
  #hint(name: string, why: string): void {
    if (this.#told.has(name) || this.#told.size >= MOST_TOLD) return;
    this.#told.add(name);
    const { namespace, log } = this.#parts;
    log.info(`Secret "${name}" is not there for namespace "${namespace}": ${why}`, { namespace, secret: name });
  }
}

/** Names of Secrets come from templates, so there is no end to them. */
const MOST_TOLD = 100;

function only(read: SecretRead, keys: readonly string[] | undefined): SecretRead {
  if (read.kind === 'failed' || keys === undefined) return read;
  const kept: Record<string, Secret> = {};
  for (const [key, secret] of Object.entries(read.keys)) if (keys.includes(key)) kept[key] = secret;
  return { kind: 'found', keys: kept };
}
