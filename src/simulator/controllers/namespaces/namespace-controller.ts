import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { ask } from '../loop/ask.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import type { Bench } from '../loop/rounds.ts';
import { metadataOf } from '../objects/metadata.ts';

/** Gives each namespace its service account, and empties namespaces that are to go. */
export class NamespaceController {
  readonly #floor: Floor;
  readonly #kind: ApiKind;
  readonly #namespaces: ObjectCache;
  readonly #accountKind: ApiKind;
  readonly #accounts: ObjectCache;
  readonly #bench: Bench;
  readonly #followed = new Map<string, ApiKind>();

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#kind = floor.kind('', 'Namespace');
    this.#accountKind = floor.kind('', 'ServiceAccount');
    this.#namespaces = floor.cacheOf(this.#kind);
    this.#accounts = floor.cacheOf(this.#accountKind);
    this.#bench = floor.register((name) => this.#look(name));
  }

  /** Begins to listen. */
  start(): void {
    this.#namespaces.hear(({ object, isGone }) => {
      if (!isGone) this.#bench.add(metadataOf(object).name);
    });
    this.#accounts.hear(({ object, isGone }) => {
      if (isGone) this.#bench.add(metadataOf(object).namespace);
    });
  }

  /** Takes a kind in whose objects go with their namespace. */
  follow(kind: ApiKind): void {
    if (!kind.isNamespaced) return;
    this.#followed.set(`${kind.group}/${kind.plural}`, kind);
    this.#floor.cacheOf(kind).hear((change) => this.#hear(change));
  }

  /** Lets go of a kind that is served no more. */
  leave({ group, plural }: Pick<ApiKind, 'group' | 'plural'>): void {
    this.#followed.delete(`${group}/${plural}`);
  }

  #hear({ object, isGone }: Change): void {
    const { namespace } = metadataOf(object);
    if (isGone && this.#isGoing(this.#namespaces.get(namespace))) this.#bench.add(namespace);
  }

  #isGoing(namespace: JsonObject | undefined): boolean {
    return namespace !== undefined && metadataOf(namespace).deletedAt !== undefined;
  }

  #look(name: string): void {
    const namespace = this.#namespaces.get(name);
    if (namespace === undefined) return;
    if (this.#isGoing(namespace)) this.#empty(namespace);
    else if (this.#accounts.get(`${name}/default`) === undefined) this.#giveAccount(name);
  }

  #giveAccount(namespace: string): void {
    const metadata = { name: 'default', namespace };
    this.#floor.client.create(this.#accountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  }

  /** Deletes all that is there; with nothing left the namespace goes, otherwise the end of what is left is waited for. */
  #empty(namespace: JsonObject): void {
    const { name } = metadataOf(namespace);
    for (const kind of this.#followed.values()) {
      for (const object of this.#floor.cacheOf(kind).allIn(name)) {
        if (metadataOf(object).deletedAt === undefined) this.#delete(kind, object);
      }
    }
    const isEmpty = this.#followed.values().every((kind) => this.#floor.cacheOf(kind).allIn(name).length === 0);
    const finalizers = new Fields(namespace['spec']).list('finalizers');
    if (!isEmpty || finalizers.length === 0) return;
    const spec = {
      ...new Fields(namespace).object('spec'),
      finalizers: finalizers.filter((one) => one !== 'kubernetes'),
    };
    const path = `/api/v1/namespaces/${encodeURIComponent(name)}/finalize`;
    ask(this.#floor.client, { method: 'PUT', path, query: {}, body: { ...namespace, spec } });
  }

  #delete(kind: ApiKind, object: JsonObject): void {
    deleteObject(this.#floor.client, kind, object, { propagationPolicy: 'Background' });
  }
}
