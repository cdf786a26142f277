import { Fault } from '../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/**
 * Reads the settings of a provider field by field. An absent field and null are the same, as they are for the original.
 * Every method throws a Fault PROVIDER_CONFIG_INVALID that names the field, such as `datadog.query`, for a value of another type.
 * The value itself is not quoted: it may hold a secret.
 */
export class ConfigFields {
  readonly #path: string;
  readonly #raw: JsonObject;

  /** @param path  where the object stands, such as `datadog` or `datadog.secretRef` */
  constructor(path: string, raw: Json | undefined) {
    if (raw !== undefined && raw !== null && !isJsonObject(raw)) throw invalid(path, raw, 'an object');
    this.#path = path;
    this.#raw = raw ?? {};
  }

  /** A text; empty when the field is absent. */
  text(name: string): string {
    const value = this.#get(name) ?? '';
    return typeof value === 'string' ? value : this.#refuse(name, 'a text');
  }

  /** True or false; false when the field is absent. */
  flag(name: string): boolean {
    const value = this.#get(name) ?? false;
    return typeof value === 'boolean' ? value : this.#refuse(name, 'true or false');
  }

  /** A whole number; undefined when the field is absent. */
  integer(name: string): number | undefined {
    const value = this.#get(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : this.#refuse(name, 'a whole number');
  }

  /** Text by text; empty when the field is absent. */
  texts(name: string): ReadonlyMap<string, string> {
    const below = this.object(name);
    return new Map(below.names().map((key) => [key, below.text(key)]));
  }

  /** An object of its own; without fields when it is absent. */
  object(name: string): ConfigFields {
    return new ConfigFields(`${this.#path}.${name}`, this.#get(name));
  }

  /** A list of objects; empty when the field is absent. */
  objects(name: string): readonly ConfigFields[] {
    return this.#items(name).map((item, at) => new ConfigFields(`${this.#path}.${name}[${at}]`, item));
  }

  /** A list of texts; empty when the field is absent. */
  words(name: string): readonly string[] {
    return this.#items(name).map((item) => (typeof item === 'string' ? item : this.#refuse(name, 'a list of texts')));
  }

  /** Anything; undefined when the field is absent or null. */
  json(name: string): Json | undefined {
    return this.#get(name) ?? undefined;
  }

  /** The names of the fields there are. */
  names(): readonly string[] {
    return Object.keys(this.#raw);
  }

  #items(name: string): readonly Json[] {
    const value = this.#get(name) ?? [];
    return Array.isArray(value) ? value : this.#refuse(name, 'a list');
  }

  #get(name: string): Json | undefined {
    return Object.hasOwn(this.#raw, name) ? this.#raw[name] : undefined;
  }

  #refuse(name: string, expected: string): never {
    throw invalid(`${this.#path}.${name}`, this.#get(name), expected);
  }
}

function invalid(field: string, found: Json | undefined, expected: string): Fault {
  const kind = Array.isArray(found) ? 'list' : typeof found;
  return new Fault('PROVIDER_CONFIG_INVALID', `${field} must be ${expected}, but is a ${kind}`, { field });
}
