import { Counter, type Registry } from 'prom-client';
import { Fault } from '../../../core/fault.ts';
import type { ApiRequest, Cluster } from '../../cluster.ts';

/** Which object of which kind a request is about, and what it does. */
interface Asked {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly verb: string;
}

const LABELS = ['kind', 'namespace', 'name', 'verb', 'status_code'] as const;

type Labels = Readonly<Record<(typeof LABELS)[number], string>>;

/** Objects of these kinds come and go: a series for each would never end. */
const NAMELESS: ReadonlySet<string> = new Set([
  'events',
  'replicasets',
  'pods',
  'jobs',
  'analysisruns',
  'experiments',
  'leases',
]);
/** So many different names at most; what comes after them is counted without its name. */
const MOST_NAMES = 2_000;

/** Counts what is asked of the API. @see interfaces.md §9.2 */
export class RequestCounter {
  readonly #total: Counter<(typeof LABELS)[number]>;
  readonly #names = new Set<string>();
  /** What was not yet handed on, by all labels: a counter of prom-client takes longer to count than many a request to prepare. */
  readonly #since = new Map<string, { readonly labels: Labels; count: number }>();

  constructor(registry: Registry) {
    this.#total = new Counter({
      name: 'controller_clientset_k8s_request_total',
      help: 'Requests to the Kubernetes API. The name is N/A for lists, and for kinds whose objects come and go.',
      labelNames: LABELS,
      registers: [registry],
      collect: () => this.#handOn(),
    });
  }

  /** The cluster, with everything counted that goes there. */
  counted(cluster: Cluster): Cluster {
    return {
      ...cluster,
      request: async (request) => {
        try {
          const answer = await cluster.request(request);
          this.#count(askedOf(request), request.method === 'POST' ? 201 : 200);
          return answer;
        } catch (error) {
          this.#count(askedOf(request), codeOf(error));
          throw error;
        }
      },
      lines: (request) =>
        cluster.lines({
          ...request,
          onOpen: () => {
            this.#count({ ...askedOf({ method: 'GET', ...request }), verb: 'Watch' }, 200);
            request.onOpen?.();
          },
        }),
    };
  }

  #count({ kind, namespace, name, verb }: Asked, code: number): void {
    const shown = this.#shown(kind, namespace, name);
    const key = `${kind} ${namespace} ${shown} ${verb} ${code}`;
    const known = this.#since.get(key);
    if (known !== undefined) known.count += 1;
    else this.#since.set(key, { labels: { kind, namespace, name: shown, verb, status_code: `${code}` }, count: 1 });
  }

  /** What stays is a number for each series, which are bounded already. */
  #handOn(): void {
    for (const { labels, count } of this.#since.values()) this.#total.inc(labels, count);
    this.#since.clear();
  }

  #shown(kind: string, namespace: string, name: string): string {
    if (name === '' || NAMELESS.has(kind)) return 'N/A';
    const id = `${kind}/${namespace}/${name}`;
    if (this.#names.has(id)) return name;
    if (this.#names.size >= MOST_NAMES) return 'N/A';
    this.#names.add(id);
    return name;
  }
}

/** What a request is about, as its path says: `/apis/GROUP/VERSION/namespaces/NAMESPACE/KIND/NAME/SUBRESOURCE`. */
function askedOf({ method, path }: Pick<ApiRequest, 'method' | 'path'>): Asked {
  const parts = path.split('/').slice(1);
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  const isIn = rest[0] === 'namespaces' && rest.length > 2;
  const [kind = '', name = ''] = isIn ? rest.slice(2) : rest;
  const namespace = isIn ? (rest[1] ?? '') : '';
  return { kind, namespace, name, verb: method === 'GET' && name === '' ? 'List' : VERBS[method] };
}

const VERBS = { GET: 'Get', POST: 'Create', PUT: 'Update', PATCH: 'Patch', DELETE: 'Delete' } as const;

/** The status that the API answered with; 0 when it did not answer. */
function codeOf(error: unknown): number {
  const code = error instanceof Fault ? error.details['code'] : undefined;
  return typeof code === 'number' ? code : 0;
}
