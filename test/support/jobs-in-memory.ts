import { Fault } from '../../src/core/fault.ts';
import { after, type Instant, instantOf, millisOf, wholeSeconds } from '../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import type { Created, Job, JobRef, Jobs, Looked, NewJob, Pod } from '../../src/providers/job/jobs.ts';

/** How long a pod takes from its Job's creation to running. */
const POD_START_MS = 1000;
const DNS_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const UNPULLABLE = /does-not-exist/;

/**
 * The Jobs of a cluster that is not there, by these rules. A Job has one pod. An image named `does-not-exist` is never pulled.
 * Otherwise the first container's last argument is what runs, a second after the creation: `sleep S` for S seconds, then
 * `exit N` (0 when there is none). The Job is Complete or Failed with it. Namespaces exist once they are named.
 */
export class JobsInMemory implements Jobs {
  readonly holdsRuns: boolean;
  readonly #now: () => Instant;
  readonly #namespaces: ReadonlySet<string>;
  readonly #jobs = new Map<string, Kept>();

  constructor(now: () => Instant, namespaces: Iterable<string>, holdsRuns = false) {
    this.#now = now;
    this.#namespaces = new Set(namespaces);
    this.holdsRuns = holdsRuns;
  }

  async create(job: NewJob): Promise<Created> {
    if (!this.#namespaces.has(job.namespace)) throw refused(404, 'NotFound', `namespaces "${job.namespace}" not found`);
    if (!DNS_NAME.test(job.name)) {
      throw refused(422, 'Invalid', `Job.batch "${job.name}" is invalid: metadata.name: Invalid value: "${job.name}"`);
    }
    if (this.#jobs.has(keyOf(job))) return { kind: 'exists', message: `jobs.batch "${job.name}" already exists` };
    this.#jobs.set(keyOf(job), { ...job, createdAt: this.#now() });
    return { kind: 'created' };
  }

  async get(ref: JobRef): Promise<Looked> {
    const kept = this.#jobs.get(keyOf(ref));
    return kept ? { kind: 'found', job: this.#seen(kept) } : { kind: 'absent' };
  }

  async delete(ref: JobRef): Promise<void> {
    this.#jobs.delete(keyOf(ref));
  }

  async list(namespace: string, [label, value]: readonly [string, string]): Promise<readonly Job[]> {
    const ofNamespace = [...this.#jobs.values()].filter((job) => job.namespace === namespace);
    return ofNamespace.filter((job) => job.labels[label] === value).map((job) => this.#seen(job));
  }

  async pods(job: Job): Promise<readonly Pod[]> {
    const kept = this.#jobs.get(keyOf(job));
    if (!kept) return [];
    const container = containerOf(kept.spec);
    const waiting = UNPULLABLE.test(textAt(container, 'image'))
      ? [{ name: textAt(container, 'name'), reason: 'ErrImagePull', message: '' }]
      : [];
    return [{ name: `${kept.name}-x7k2p`, waiting }];
  }

  #seen({ name, namespace, labels, annotations, owner, spec, createdAt }: Kept): Job {
    const end = endOf(spec, createdAt);
    const isOver = end !== undefined && this.#now() >= end.at;
    return {
      name,
      namespace,
      labels,
      annotations,
      ...(owner && { ownerUid: owner.uid }),
      createdAt: wholeSeconds(createdAt),
      conditions: isOver ? [end.exit === 0 ? 'Complete' : 'Failed'] : [],
      podSelector: `batch.kubernetes.io/job-name=${name}`,
    };
  }
}

type Kept = NewJob & { readonly createdAt: Instant };

const keyOf = ({ namespace, name }: JobRef): string => `${namespace}/${name}`;

/** When a Job's pod ends and with what; undefined for one that never starts. */
function endOf(spec: JsonObject, createdAt: Instant): { readonly at: Instant; readonly exit: number } | undefined {
  const container = containerOf(spec);
  if (UNPULLABLE.test(textAt(container, 'image'))) return undefined;
  const command = container['command'];
  const line = Array.isArray(command) ? String(command.at(-1)) : '';
  const seconds = Number(/sleep (\d+)/.exec(line)?.[1] ?? 0);
  return {
    at: after(instantOf(createdAt + POD_START_MS), millisOf(seconds * 1000)),
    exit: Number(/exit (\d+)/.exec(line)?.[1] ?? 0),
  };
}

function containerOf(spec: JsonObject): JsonObject {
  const template = objectAt(spec, 'template');
  const containers = objectAt(template, 'spec')['containers'];
  const first: Json | undefined = Array.isArray(containers) ? containers[0] : undefined;
  return isJsonObject(first) ? first : {};
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const member = object[name];
  return isJsonObject(member) ? member : {};
}

function textAt(object: JsonObject, name: string): string {
  const member = object[name];
  return typeof member === 'string' ? member : '';
}

function refused(code: number, reason: string, message: string): Fault {
  return new Fault('CLUSTER_REFUSED', message, { code, reason });
}
