import type { StoredSession, StoredToken } from '../../../src/service/store/rows.ts';
import type {
  CallbackStore,
  Expected,
  HistoryStore,
  ReplicaStore,
  Store,
  TemplateStore,
} from '../../../src/service/store/store.ts';
import { emptyModel, goesOn, type Model } from './model.ts';
import { modelRuns } from './model-runs.ts';

/** A store in plain lists: what the real ones are compared with. Everybody lives and every pause lasts for ever, or not at all. */
export function modelStore(): Store {
  const model = emptyModel();
  return {
    templates: modelTemplates(model),
    runs: modelRuns(model),
    replicas: modelReplicas(model),
    history: modelHistory(model),
    callbacks: modelCallbacks(model),
    access: NO_ACCESS,
    check: () => Promise.resolve(),
    listen: () => () => {},
    close: () => Promise.resolve(),
  };
}

function modelTemplates({ templates }: Model): TemplateStore {
  const keyOf = (scope: string, name: string): string => JSON.stringify([scope, name]);
  const all = (scope: string) =>
    [...templates.values()]
      .flatMap(({ template }) => (template?.scope === scope ? [template] : []))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    async put(given, expected, now) {
      const key = keyOf(given.scope, given.name);
      const there = templates.get(key);
      const old = there?.template;
      if (!isExpected(old?.version, expected)) return { kind: 'conflict', ...(old && { version: old.version }) };
      const version = (there?.version ?? 0) + 1;
      const template = { ...given, version, createdAt: old?.createdAt ?? now, updatedAt: now };
      templates.set(key, { version, template });
      return { kind: 'stored', template, isNew: old === undefined };
    },
    get: async (scope, name) => templates.get(keyOf(scope, name))?.template,
    list: async (scope, { after, limit }) =>
      all(scope)
        .filter(({ name }) => after === undefined || name > after)
        .slice(0, limit),
    getAll: async (scope, names) => all(scope).filter(({ name }) => names.includes(name)),
    async delete(scope, name, expected) {
      const key = keyOf(scope, name);
      const there = templates.get(key);
      if (there?.template === undefined) return { kind: 'missing' };
      const { version } = there;
      if (!isExpected(version, expected)) return { kind: 'conflict', version };
      templates.set(key, { version });
      return { kind: 'deleted' };
    },
  };
}

function isExpected(version: number | undefined, expected: Expected): boolean {
  if (expected.kind === 'any') return true;
  return version === (expected.kind === 'none' ? undefined : expected.version);
}

function modelReplicas(model: Model): ReplicaStore {
  return {
    async beat(replica, ttl) {
      const lived = model.replicas.get(replica);
      model.replicas.set(replica, ttl > 0);
      return lived !== false;
    },
    async leave(replica) {
      for (const one of model.runs.values()) {
        if (one.owner === replica && goesOn(one)) Object.assign(one, { owner: undefined, fence: one.fence + 1 });
      }
      for (const one of model.callbacks) {
        if (one.takenBy === replica && !one.isDone) Object.assign(one, { takenBy: undefined, isDue: true });
      }
      model.replicas.delete(replica);
    },
  };
}

function modelHistory(model: Model): HistoryStore {
  return {
    since: async (after, { namespace, runId }, limit) =>
      model.history
        .filter((entry) => entry.id > after)
        .filter((entry) => namespace === undefined || entry.namespace === namespace)
        .filter((entry) => runId === undefined || entry.runId === runId)
        .slice(0, limit),
    newest: async () => model.history.at(-1)?.id ?? 0,
    ofAttempt: async (runId, attempt, from, limit) =>
      model.history
        .filter((entry) => entry.runId === runId && entry.attempt === attempt && (entry.number ?? -1) >= from)
        .slice(0, limit),
    endOf: async (runId, attempt) => model.runs.get(runId)?.ends.get(attempt)?.stand,
    beginOf: async (runId, attempt) => model.runs.get(runId)?.begins.get(attempt),
    async trim(hold, attempt, begin) {
      const one = model.runs.get(hold.id);
      const isHeld = one?.fence === hold.fence && one.run.attempt === attempt && goesOn(one);
      if (!isHeld || begin.number > one.nextNumber || begin.number <= (one.begins.get(attempt)?.number ?? -1)) return;
      one.begins.set(attempt, begin);
      model.history = model.history.filter(
        (entry) => entry.runId !== hold.id || entry.attempt !== attempt || (entry.number ?? Infinity) >= begin.number,
      );
    },
  };
}

function modelCallbacks(model: Model): CallbackStore {
  const find = (id: string) => model.callbacks.find((one) => one.callback.id === id && !one.isDone);
  return {
    async take(replica, leaseFor, limit) {
      // Each is given to nobody else for ever, or may be taken again at once: then the one that waits the longest comes first.
      const due = model.callbacks.filter((one) => one.isDue && !one.isDone).slice(0, limit);
      for (const one of due) {
        Object.assign(one, { takenBy: replica, tries: one.tries + 1, isDue: leaseFor <= 0 });
      }
      return due.map(({ callback, tries }) => ({ ...callback, tries }));
    },
    async done(id) {
      const one = find(id);
      if (one) one.isDone = true;
    },
    async again(id, pause) {
      const one = find(id);
      if (one) Object.assign(one, { takenBy: undefined, isDue: pause <= 0 });
    },
  };
}

const nothing = (): Promise<void> => Promise.resolve();

/** Tokens and sessions are rows and nothing more: they are not modelled. */
const NO_ACCESS: Store['access'] = {
  createToken: nothing,
  tokenByHash: () => Promise.resolve<StoredToken | undefined>(undefined),
  listTokens: () => Promise.resolve([]),
  revokeToken: () => Promise.resolve(false),
  createSession: nothing,
  session: () => Promise.resolve<StoredSession | undefined>(undefined),
  deleteSession: nothing,
  pruneSessions: nothing,
};
