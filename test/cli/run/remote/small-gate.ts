import { randomUUID } from 'node:crypto';
import type { Explanation } from '../../../../src/analysis/explanation.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { Fault } from '../../../../src/core/fault.ts';
import { instantOf } from '../../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn, textsIn } from '../../../../src/core/json-members.ts';
import { createHttp } from '../../../../src/providers/http/create-http.ts';
import { builtInProviders } from '../../../../src/providers/registry.ts';
import { formatProblem } from '../../../../src/resources/problem.ts';
import { readDocuments } from '../../../../src/resources/read-documents.ts';
import { NOT_STARTED } from '../../../../src/resources/run-status.ts';
import { nameFor, sourceOf } from '../../../../src/runner/begin/chosen.ts';
import { readyRun } from '../../../../src/runner/begin/ready-run.ts';
import { runSpecOf } from '../../../../src/runner/begin/run-spec-of.ts';
import { drive } from '../../../../src/runner/drive.ts';
import { evidenceToJson } from '../../../../src/runner/evidence/evidence.ts';
import { evidenceSpec } from '../../../../src/runner/evidence/evidence-spec.ts';
import { stepToJson } from '../../../../src/runner/evidence/step-json.ts';
import { explainProgress } from '../../../../src/runner/explain-progress.ts';
import type { Progress } from '../../../../src/runner/progress.ts';
import { explanationToJson } from '../../../../src/runner/report/explanation-json.ts';
import { reportOf, shownArguments } from '../../../../src/runner/report/report-of.ts';
import { SecretStore } from '../../../../src/runner/secrets/secret-store.ts';
import { standToJson } from '../../../../src/runner/stand-json.ts';
import { REQUEST_WORDS } from '../../../../src/service/runs/request-words.ts';
import { runToJson } from '../../../../src/service/runs/run-json.ts';
import type { StoredRun } from '../../../../src/service/store/rows.ts';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from '../../../support/http-server.ts';

/**
 * A gate service in the small: the calls that a client makes, as the real one answers them, with runs that are really measured. Keeps nothing
 * and knows nobody; what a test wants to go wrong it says with `before`.
 */
export class SmallGate {
  /** Answers in place of the service; `lost` does what was asked and drops the connection. */
  before: (request: SeenRequest) => ServerAnswer | 'lost' | undefined = () => undefined;
  /** Stored templates by name. */
  readonly templates = new Map<string, JsonObject>();
  readonly #runs = new Map<string, SmallRun>();
  readonly #keys = new Map<string, string>();
  #server: TestServer | undefined;

  static async start(): Promise<SmallGate> {
    const gate = new SmallGate();
    gate.#server = await startServer(async (request, response) => {
      const instead = gate.before(request);
      if (instead !== undefined && instead !== 'lost') return instead;
      const answer = await gate.#answer(request);
      if (instead === undefined) return answer;
      response.destroy();
      return undefined;
    });
    return gate;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get requests(): readonly SeenRequest[] {
    return this.#server?.requests ?? [];
  }

  /** How many runs were begun. */
  get runs(): number {
    return this.#runs.size;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.end()));
    await this.#server?.stop();
  }

  async #answer(request: SeenRequest): Promise<ServerAnswer> {
    const [, namespace = '', id, what] =
      /^\/api\/v1\/namespaces\/([^/]+)\/runs(?:\/([^/]+))?(?:\/(\w+))?$/.exec(request.path) ?? [];
    try {
      if (namespace === '') throw new Fault('NOT_FOUND', `there is no ${request.path}`);
      if (id === undefined) return { status: 201, body: this.#begin(namespace, request).toJson() };
      const run = this.#runs.get(id);
      if (run?.namespace !== namespace) throw new Fault('NOT_FOUND', `there is no run ${id} in ${namespace}`);
      if (what === 'evidence') return { body: run.evidence() };
      if (what === 'terminate') run.terminate();
      else await run.wait(Number(request.query.get('wait')?.replace(/s$/, '')));
      return { body: run.toJson() };
    } catch (thrown) {
      if (thrown instanceof Fault) return problemOf(thrown);
      throw thrown;
    }
  }

  #begin(namespace: string, { body, headers }: SeenRequest): SmallRun {
    const key = String(headers['idempotency-key']);
    const known = this.#runs.get(this.#keys.get(key) ?? '');
    if (known !== undefined) return known;
    const run = new SmallRun(namespace, JSON.parse(body) as JsonObject, this.templates);
    this.#runs.set(run.id, run);
    this.#keys.set(key, run.id);
    return run;
  }
}

/** The body that a Fault of the service becomes. */
export function problemOf({ code, message }: Fault, status = 422): ServerAnswer {
  const problem = { type: `/api/docs#${code}`, title: code, status, detail: message, code, retryable: false };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(problem) };
}

class SmallRun {
  readonly id = randomUUID();
  readonly namespace: string;
  readonly #stop = new AbortController();
  readonly #http = createHttp();
  readonly #steps: Json[] = [];
  readonly #labels: Readonly<Record<string, string>>;
  readonly #made: ReturnType<typeof madeOf>;
  readonly #over: Promise<void>;
  #last: { readonly progress: Progress; readonly explanation: Explanation } | undefined;
  #isOver = false;

  constructor(namespace: string, body: JsonObject, templates: ReadonlyMap<string, JsonObject>) {
    this.namespace = namespace;
    this.#labels = textsIn(body, 'labels');
    this.#made = madeOf(body, templates, this.id);
    this.#over = this.#drive();
  }

  terminate(): void {
    this.#stop.abort();
  }

  async end(): Promise<void> {
    this.terminate();
    await this.#over;
  }

  /** Until the run is over, or for so many seconds. */
  async wait(seconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, seconds * 1000 || 0);
    await Promise.race([this.#over, promise]);
    clearTimeout(timer);
  }

  toJson(): JsonObject {
    const { name, spec, source, documents } = this.#made;
    const { progress, explanation } = this.#last ?? {};
    const { status = NOT_STARTED, memory = new Map() } = progress ?? {};
    const stored: StoredRun = {
      id: this.id,
      namespace: this.namespace,
      name,
      labels: this.#labels,
      wish: { source, documents, spec },
      attempt: 1,
      stand: {
        ...standToJson({ status, memory }, (text) => text),
        explanation: explanation === undefined ? null : explanationToJson(explanation),
        verdict: this.#isOver ? (explanation?.verdict ?? null) : null,
        phase: status.phase,
        ...(status.startedAt !== undefined && { startedAt: status.startedAt }),
        ...(status.completedAt !== undefined && { endedAt: status.completedAt }),
      },
      createdAt: instantOf(0),
      isTerminating: this.#stop.signal.aborted,
    };
    return JSON.parse(JSON.stringify(runToJson(stored))) as JsonObject;
  }

  evidence(): JsonObject {
    const { name, spec, source, documents } = this.#made;
    if (this.#last === undefined) throw new Fault('NOT_FOUND', 'it has not begun');
    const { progress, explanation } = this.#last;
    const ref = { name, namespace: this.namespace, uid: this.id };
    const args = shownArguments(spec, (text) => text);
    return evidenceToJson({
      report: reportOf({ ref, source, args, version: 'gate' }, progress, explanation),
      documents,
      spec: evidenceSpec(spec, (text) => text),
      begin: NOT_STARTED,
      steps: this.#steps,
    });
  }

  async #drive(): Promise<void> {
    const { name, spec } = this.#made;
    const ready = readyRun(
      { ref: { name, namespace: this.namespace, uid: this.id }, status: NOT_STARTED, memory: new Map(), spec },
      {
        store: new SecretStore([]),
        providers: builtInProviders({ openJobs: () => Promise.reject(new Error('there is no cluster')) }),
        http: this.#http,
        clock: systemClock,
        elapsed: () => performance.now(),
        env: {},
      },
    );
    for await (const progress of drive({ ...ready.run, stop: this.#stop.signal }, ready.deps)) {
      this.#steps.push(stepToJson(progress, ready.known.redact));
      this.#last = { progress, explanation: explainProgress(progress) };
    }
    this.#isOver = true;
    await this.#http.close();
  }
}

function madeOf(body: JsonObject, templates: ReadonlyMap<string, JsonObject>, uid: string) {
  const ref = textIn(objectIn(body, 'templateRef'), 'name');
  const template = body['template'] ?? templates.get(ref);
  if (!isJsonObject(template)) throw new Fault('NOT_FOUND', `there is no AnalysisTemplate ${JSON.stringify(ref)}`);
  const { documents, problems } = readDocuments([{ name: 'template', text: JSON.stringify(template) }]);
  const [document] = documents;
  if (document === undefined || document.kind === 'AnalysisRun') {
    throw new Fault('INPUT_INVALID', problems.map(formatProblem).join('\n'));
  }
  const values = new Map(Object.entries(textsIn(body, 'args')));
  const args = { values, forThisRun: new Set(values.keys()) };
  const chosen = { kind: 'templates', templates: [document] } as const;
  const spec = runSpecOf(chosen, documents, { args, metrics: [], dryRun: [] }, REQUEST_WORDS);
  return { name: nameFor(chosen, uid), spec, source: sourceOf(chosen), documents: [template] };
}
