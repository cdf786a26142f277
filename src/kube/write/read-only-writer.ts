import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { sameJson } from '../../core/same-json.ts';
import type { Log } from '../controllers/log.ts';
import { keyOf, nameOf } from '../metadata.ts';
import type { Created, PatchChange, Patched, Target, Writer } from './writer.ts';

/** So many objects of which is remembered what was said last. */
const MOST_REMEMBERED = 10_000;
/** So many changed fields are named. */
const MOST_FIELDS = 20;

/**
 * Writes nothing. It answers as if it had, so that decisions go on, and says what would have been written: which object, and
 * the names of the fields; values only where they are numbers or flags, for others may be anybody's business.
 */
export class ReadOnlyWriter implements Writer {
  readonly #log: Pick<Log, 'info'>;
  readonly #said = new Map<string, string>();

  constructor(log: Pick<Log, 'info'>) {
    this.#log = log;
  }

  patch({ resource, object }: Target, change: PatchChange): Promise<Patched> {
    const patch = typeof change === 'function' ? change(object) : change;
    const changed = applyMergePatch(object, patch);
    if (!isJsonObject(changed) || sameJson(changed, object)) return Promise.resolve({ kind: 'unchanged', object });
    this.#say('patch', { resource, object }, fieldsOf(patch));
    return Promise.resolve({ kind: 'written', object: changed });
  }

  create(target: Target): Promise<Created> {
    const { replicas } = isJsonObject(target.object['spec']) ? target.object['spec'] : {};
    this.#say('create', target, typeof replicas === 'number' ? { 'spec.replicas': replicas } : {});
    return Promise.resolve({ kind: 'created', object: target.object });
  }

  delete(target: Target): Promise<void> {
    this.#say('delete', target, {});
    return Promise.resolve();
  }

  evict(pod: JsonObject): Promise<void> {
    this.#say('evict', { resource: { apiVersion: 'v1', kind: 'Pod', plural: 'pods' }, object: pod }, {});
    return Promise.resolve();
  }

  /** What was said of an object is not said again until something else is to be said of it. */
  #say(verb: string, { resource, object }: Target, fields: JsonObject): void {
    const name = nameOf(object);
    const key = `${resource.plural} ${keyOf(name)}`;
    const text = `${verb} ${JSON.stringify(fields)}`;
    if (this.#said.get(key) === text) return;
    this.#said.delete(key);
    this.#said.set(key, text);
    const [oldest] = this.#said.keys();
    if (this.#said.size > MOST_REMEMBERED && oldest !== undefined) this.#said.delete(oldest);
    this.#log.info(`would ${verb} ${resource.kind}`, {
      kind: resource.kind,
      ...name,
      ...(hasAny(fields) && { fields }),
    });
  }
}

const hasAny = (fields: JsonObject): boolean => Object.keys(fields).length > 0;

/** The leaves of a patch by their paths: `{ "status.currentStepIndex": 2, "status.message": "…" }`. */
function fieldsOf(patch: JsonObject): JsonObject {
  return Object.fromEntries(leavesOf(patch, []).slice(0, MOST_FIELDS));
}

function leavesOf(json: JsonObject, above: readonly string[]): readonly (readonly [string, JsonObject[string]])[] {
  return Object.entries(json).flatMap(([name, value]): readonly (readonly [string, JsonObject[string]])[] => {
    const path = [...above, name];
    if (isJsonObject(value)) return leavesOf(value, path);
    return [[path.join('.'), typeof value === 'number' || typeof value === 'boolean' ? value : '…']];
  });
}
