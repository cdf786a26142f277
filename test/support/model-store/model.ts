import type { Instant } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type {
  HistoryEntry,
  Stand,
  StoredCallback,
  StoredRun,
  StoredTemplate,
} from '../../../src/service/store/rows.ts';

/** Everything that a store keeps, as plain lists and maps: what is asked of it is answered by looking at all of it. */
export interface Model {
  readonly templates: Map<string, ModelTemplate>;
  readonly runs: Map<string, ModelRun>;
  readonly keys: Map<string, { readonly fingerprint: string; readonly runId: string; readonly at: Instant }>;
  /** Replicas, and whether they live. */
  readonly replicas: Map<string, boolean>;
  history: HistoryEntry[];
  callbacks: ModelCallback[];
  nextId: number;
}

export interface ModelTemplate {
  readonly version: number;
  /** Absent once it was deleted. */
  readonly template?: StoredTemplate;
}

export interface ModelRun {
  run: StoredRun;
  owner: string | undefined;
  ticket: string | undefined;
  fence: number;
  nextNumber: number;
  dueAt: Instant;
  /** Attempts that are over, as they were at their end. */
  readonly ends: Map<number, { readonly stand: Stand; readonly fence: number; readonly nextNumber: number }>;
  readonly begins: Map<number, { readonly number: number; readonly status: JsonObject }>;
}

export interface ModelCallback {
  readonly callback: Omit<StoredCallback, 'tries'>;
  tries: number;
  takenBy: string | undefined;
  /** Whether it may be taken: whoever has it lets nobody else for as long as a test lasts, or not at all. */
  isDue: boolean;
  isDone: boolean;
}

export function emptyModel(): Model {
  return {
    templates: new Map(),
    runs: new Map(),
    keys: new Map(),
    replicas: new Map(),
    history: [],
    callbacks: [],
    nextId: 1,
  };
}

export function goesOn({ run }: ModelRun): boolean {
  return run.stand.verdict === null;
}

/** Whether nobody who lives holds it. */
export function isFree({ replicas }: Model, { owner }: ModelRun): boolean {
  return owner === undefined || replicas.get(owner) !== true;
}

export function append(
  model: Model,
  { run }: ModelRun,
  entry: Pick<HistoryEntry, 'kind' | 'at' | 'body' | 'number'>,
): void {
  const { verdict, phase } = run.stand;
  const sentence = sentenceOf(run.stand);
  const { id: runId, namespace, attempt } = run;
  model.history.push({ ...entry, id: model.nextId, namespace, runId, attempt, after: { verdict, phase, sentence } });
  model.nextId += 1;
}

export function sentenceOf({ explanation }: Stand): string {
  const sentence = explanation?.['sentence'];
  return typeof sentence === 'string' ? sentence : '';
}

/** By when they were made, then by id. */
export function oldestFirst(a: ModelRun, b: ModelRun): number {
  return a.run.createdAt - b.run.createdAt || (a.run.id < b.run.id ? -1 : 1);
}
