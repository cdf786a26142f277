import { instantOf } from '../../../src/core/instant.ts';
import { BLANK_STAND, type ClaimedRun, type RunSummary, type StoredRun } from '../../../src/service/store/rows.ts';
import type { Created, NewRun, RunFilter, RunStore, RunWrite } from '../../../src/service/store/store.ts';
import { FAR_AHEAD } from '../stores.ts';
import { append, goesOn, isFree, type Model, type ModelRun, oldestFirst, sentenceOf } from './model.ts';

const NOBODY_DROVE_IT = instantOf(0);

/** Runs of a model. Lists come as one page, however long. */
export function modelRuns(model: Model): RunStore {
  const there = (namespace: string, id: string): ModelRun | undefined => {
    const one = model.runs.get(id);
    return one?.run.namespace === namespace ? one : undefined;
  };
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value);
  return {
    create: (asked, replica, now) => answer(asked.map((one) => create(model, one, replica, now))),
    async usedBefore(namespace, { key, fingerprint }) {
      const used = model.keys.get(JSON.stringify([namespace, key]));
      if (used === undefined) return undefined;
      if (used.fingerprint !== fingerprint) return { kind: 'mismatch' };
      const run = model.runs.get(used.runId)?.run;
      return run === undefined ? { kind: 'gone' } : { kind: 'exists', run };
    },
    claim: (replica, limit, ticket) => answer(claim(model, replica, limit, ticket)),
    async record(writes) {
      return new Set(writes.filter((one) => record(model, one) === 'lost').map(({ hold }) => hold.id));
    },
    lost: (holds) =>
      answer(new Set(holds.filter(({ id, fence }) => !isHeldWith(model.runs.get(id), fence)).map(({ id }) => id))),
    get: (namespace, id) => answer(there(namespace, id)?.run),
    list: (namespace, filter) =>
      answer({
        runs: [...model.runs.values()]
          .filter(({ run }) => run.namespace === namespace && fits(run, filter))
          .sort((a, b) => -oldestFirst(a, b))
          .map(summaryOf),
      }),
    namespaces: () => answer([...new Set(namespacesOf(model))].sort()),
    async terminate(namespace, id, body, now) {
      const one = there(namespace, id);
      if (one && goesOn(one) && !one.run.isTerminating) {
        one.run = { ...one.run, isTerminating: true };
        append(model, one, { kind: 'terminating', at: now, body });
      }
      return one?.run;
    },
    async retry(namespace, id, body, now) {
      const one = there(namespace, id);
      if (one === undefined) return undefined;
      if (goesOn(one)) return { kind: 'running' };
      one.run = { ...one.run, attempt: one.run.attempt + 1, stand: BLANK_STAND, isTerminating: false };
      Object.assign(one, {
        owner: undefined,
        ticket: undefined,
        fence: one.fence + 1,
        nextNumber: 0,
        dueAt: NOBODY_DROVE_IT,
      });
      append(model, one, { kind: 'retried', at: now, body });
      return { kind: 'retried', run: one.run };
    },
    async delete(namespace, id, body, now) {
      const one = there(namespace, id);
      if (one === undefined) return 'missing';
      if (goesOn(one)) return 'running';
      remove(model, id);
      append(model, one, { kind: 'deleted', at: now, body });
      return 'deleted';
    },
    async terminating(ids) {
      const asked = (id: string): boolean => {
        const one = model.runs.get(id);
        return one?.run.isTerminating === true && goesOn(one);
      };
      return new Set(ids.filter(asked));
    },
    prune: (retention, limit) => answer(prune(model, retention, limit)),
    async count() {
      const live = [...model.runs.values()].filter(goesOn);
      return { live: live.length, unheld: live.filter((one) => isFree(model, one)).length };
    },
  };
}

function create(
  model: Model,
  { run, body, idempotency }: NewRun,
  replica: string,
  now: StoredRun['createdAt'],
): Created {
  const key = JSON.stringify([run.namespace, idempotency?.key]);
  const used = idempotency && model.keys.get(key);
  if (used && used.fingerprint !== idempotency.fingerprint) return { kind: 'mismatch' };
  const there = model.runs.get(used?.runId ?? run.id);
  if (used && there === undefined) return { kind: 'gone' };
  if (there !== undefined) {
    const isOurs = there.run.id === run.id && there.owner === replica && goesOn(there);
    const hold = { id: run.id, fence: there.fence };
    return isOurs ? { kind: 'created', hold } : { kind: 'exists', run: there.run };
  }
  const made: ModelRun = {
    run,
    owner: replica,
    ticket: undefined,
    fence: 1,
    nextNumber: 0,
    dueAt: NOBODY_DROVE_IT,
    ends: new Map(),
    begins: new Map(),
  };
  model.runs.set(run.id, made);
  if (idempotency) model.keys.set(key, { fingerprint: idempotency.fingerprint, runId: run.id, at: now });
  append(model, made, { kind: 'created', at: now, body });
  return { kind: 'created', hold: { id: run.id, fence: 1 } };
}

function claim(model: Model, replica: string, limit: number, ticket: string): readonly ClaimedRun[] {
  const live = [...model.runs.values()].filter(goesOn).sort((a, b) => a.dueAt - b.dueAt || oldestFirst(a, b));
  const isMine = (one: ModelRun): boolean => one.owner === replica && one.ticket === ticket;
  if (!live.some(isMine)) {
    const free = live.filter((one) => one.owner !== replica && isFree(model, one));
    for (const one of free.slice(0, limit)) {
      Object.assign(one, { owner: replica, ticket, fence: one.fence + 1 });
    }
  }
  return live.filter(isMine).map((one) => ({
    hold: { id: one.run.id, fence: one.fence },
    ...claimedOf(one.run),
    dueAt: one.dueAt,
    nextNumber: one.nextNumber,
  }));
}

function claimedOf({ stand, ...run }: StoredRun): Pick<ClaimedRun, 'run' | 'stand' | 'startedAt'> {
  const { startedAt } = stand;
  return { run, stand: JSON.stringify(stand), ...(startedAt !== undefined && { startedAt }) };
}

function isHeldWith(one: ModelRun | undefined, fence: number): one is ModelRun {
  return one !== undefined && one.fence === fence && goesOn(one);
}

function record(model: Model, { hold, attempt, stand, dueAt, entries, callbacks }: RunWrite): 'written' | 'lost' {
  const one = model.runs.get(hold.id);
  if (one === undefined) return 'lost';
  const end = one.ends.get(attempt);
  if (end !== undefined) {
    // Said again.
    return end.fence === hold.fence && entries.every(({ number }) => number < end.nextNumber) ? 'written' : 'lost';
  }
  if (one.fence !== hold.fence || one.run.attempt !== attempt) return 'lost';
  const fresh = entries.filter(({ number }) => number >= one.nextNumber);
  one.run = { ...one.run, stand };
  one.dueAt = dueAt;
  one.nextNumber += fresh.length;
  if (stand.verdict !== null) {
    one.ends.set(attempt, { stand, fence: one.fence, nextNumber: one.nextNumber });
    one.owner = undefined;
  }
  for (const entry of fresh) append(model, one, entry);
  for (const callback of callbacks) {
    if (model.callbacks.some((other) => other.callback.id === callback.id)) continue;
    model.callbacks.push({ callback, tries: 0, takenBy: undefined, isDue: true, isDone: false });
  }
  return 'written';
}

function fits(run: StoredRun, { verdicts, labels = {}, template }: RunFilter): boolean {
  const isJudged = verdicts === undefined || verdicts.includes(run.stand.verdict);
  const isLabelled = Object.entries(labels).every(([name, value]) => run.labels[name] === value);
  return isJudged && isLabelled && (template === undefined || run.wish.source.includes(template));
}

function summaryOf({ run: { wish, stand, ...identity } }: ModelRun): RunSummary {
  const { verdict, phase, startedAt, endedAt } = stand;
  return {
    ...identity,
    source: wish.source,
    verdict,
    phase,
    sentence: sentenceOf(stand),
    ...(startedAt !== undefined && { startedAt }),
    ...(verdict !== null && endedAt !== undefined && { endedAt }),
  };
}

function* namespacesOf({ runs, templates }: Model): Generator<string> {
  for (const { run } of runs.values()) yield run.namespace;
  for (const { template } of templates.values())
    if (template !== undefined && template.scope !== '') yield template.scope;
}

function prune(
  model: Model,
  { namespace, before, keep }: { namespace: string; before?: number; keep?: number },
  limit: number,
): number {
  // Moments in tests are long past, or far ahead.
  for (const [key, { at }] of model.keys) {
    if (JSON.parse(key)[0] === namespace && at !== FAR_AHEAD) model.keys.delete(key);
  }
  model.history = model.history.filter(
    (entry) => entry.namespace !== namespace || entry.kind !== 'deleted' || entry.at === FAR_AHEAD,
  );
  const ended = [...model.runs.values()]
    .filter((one) => one.run.namespace === namespace && !goesOn(one))
    .map(({ run }) => ({ id: run.id, at: run.stand.endedAt ?? 0 }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const isPending = (id: string): boolean => model.callbacks.some((one) => one.callback.runId === id && !one.isDone);
  const isUnwanted = ({ at }: { at: number }, index: number): boolean =>
    (before !== undefined && at < before) || (keep !== undefined && index < ended.length - keep);
  const gone = ended
    .filter(isUnwanted)
    .filter(({ id }) => !isPending(id))
    .slice(0, limit);
  for (const { id } of gone) remove(model, id);
  return gone.length;
}

function remove(model: Model, id: string): void {
  model.runs.delete(id);
  model.history = model.history.filter(({ runId }) => runId !== id);
  model.callbacks = model.callbacks.filter(({ callback }) => callback.runId !== id);
}
