import { type Instant, parseInstant } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/**
 * The fields of a Kubernetes object, read tolerantly: null and what has the wrong type count as absent, so that one bad field
 * does not hide the object (rollout.md §4.2). Whether the object is valid is for validation to say.
 */
export class Fields {
  readonly #members: JsonObject;

  constructor(json: Json | undefined) {
    this.#members = isJsonObject(json) ? json : {};
  }

  has(name: string): boolean {
    return this.json(name) !== undefined;
  }

  json(name: string): Json | undefined {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? undefined) : undefined;
  }

  /** Empty where there is none. */
  text(name: string): string {
    const value = this.json(name);
    return typeof value === 'string' ? value : '';
  }

  /** One of these texts; undefined for every other. */
  oneOf<T extends string>(name: string, texts: readonly T[]): T | undefined {
    const value = this.json(name);
    return texts.find((text) => text === value);
  }

  flag(name: string): boolean {
    return this.json(name) === true;
  }

  whole(name: string): number | undefined {
    const value = this.json(name);
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  }

  time(name: string): Instant | undefined {
    return parseInstant(this.text(name));
  }

  object(name: string): JsonObject | undefined {
    const value = this.json(name);
    return isJsonObject(value) ? value : undefined;
  }

  /** The fields below a field; none where it is absent. */
  below(name: string): Fields {
    return new Fields(this.json(name));
  }

  list(name: string): readonly Json[] {
    const value = this.json(name);
    return Array.isArray(value) ? value : [];
  }
}
