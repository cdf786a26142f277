import type { JsonObject } from '../../core/json.ts';
import type { ApiKind } from './kind.ts';
import { ObjectStore } from './object-store.ts';
import type { Named } from './refusals.ts';
import { Watches } from './watches.ts';

/** One resource: its objects, whatever the version that they are asked for in, and who watches them. */
export interface Resource {
  readonly named: Named;
  /** Whether a CustomResourceDefinition brought it. Those are handled a little differently. */
  readonly isCustom: boolean;
  /** By version. */
  readonly kinds: Map<string, ApiKind>;
  readonly objects: ObjectStore;
  readonly watches: Watches;
}

/** What a call is about: a resource, in one of its versions. */
export interface Served {
  readonly resource: Resource;
  readonly kind: ApiKind;
}

/** All that is served, by group and plural. */
export class Resources {
  readonly #resources = new Map<string, Resource>();
  readonly #remembered: number;

  /** @param remembered  number of changes of each resource that a watch can go back */
  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  find({ group, plural, version }: Pick<ApiKind, 'group' | 'plural' | 'version'>): Served | undefined {
    const resource = this.#resources.get(keyOf(group, plural));
    const kind = resource?.kinds.get(version);
    return resource === undefined || kind === undefined ? undefined : { resource, kind };
  }

  /** A resource of a group, in whatever version. */
  ofPlural(group: string, plural: string): Resource | undefined {
    return this.#resources.get(keyOf(group, plural));
  }

  all(): Iterable<Resource> {
    return this.#resources.values();
  }

  add(kinds: readonly ApiKind[], isCustom: boolean): void {
    for (const kind of kinds) {
      const key = keyOf(kind.group, kind.plural);
      const resource = this.#resources.get(key) ?? this.#fresh(kind, isCustom);
      this.#resources.set(key, resource);
      resource.kinds.set(kind.version, kind);
    }
  }

  /** Serves exactly these versions of a resource that a CustomResourceDefinition brought; its objects stay. */
  replace(group: string, plural: string, kinds: readonly ApiKind[]): void {
    this.ofPlural(group, plural)?.kinds.clear();
    this.add(kinds, true);
  }

  /** Serves a resource no more in any version. */
  remove(group: string, plural: string): void {
    this.#resources.delete(keyOf(group, plural));
  }

  #fresh({ group, plural }: ApiKind, isCustom: boolean): Resource {
    const named = { group, word: plural };
    return { named, isCustom, kinds: new Map(), objects: new ObjectStore(), watches: new Watches(this.#remembered) };
  }
}

/** `apps/v1`, or `v1`. */
export function apiVersionOf({ group, version }: Pick<ApiKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** An object in the version that it is asked for in. Conversion changes no more than the name of the version. */
export function inVersion(object: JsonObject, kind: ApiKind): JsonObject {
  const apiVersion = apiVersionOf(kind);
  return object['apiVersion'] === apiVersion ? object : { ...object, apiVersion };
}

/** The kind as a Status object names it. */
export function namedKind({ group, kind }: ApiKind): Named {
  return { group, word: kind };
}

function keyOf(group: string, plural: string): string {
  return `${group}/${plural}`;
}
