import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { mergePatch } from '../../../../src/core/merge-patch.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { compare, type Outcome } from '../../kind.ts';
import { courseFor } from './courses.ts';
import type { LineAction, LineEvent, SyncLine } from './line.ts';
import type { Result } from './result.ts';
import { keyOf, Store, withoutNoise } from './store.ts';

/**
 * A difference on purpose: what the original would have done without it, or what we would have done with it. A line passes by decision
 * only if nothing else differs.
 */
interface Decision {
  readonly rule: string;
  readonly record: string;
  readonly wanted?: (wanted: Result, line: SyncLine) => Result;
  readonly got?: (got: Result, line: SyncLine, wanted: Result) => Result;
}

/** The decision that a difference follows from; undefined where there is more to it. */
export function decisionFor(line: SyncLine, wanted: Result, got: Result): Outcome | undefined {
  let first: Decision | undefined;
  let [ours, theirs] = [got, wanted];
  for (const decision of DECISIONS) {
    const next = [decision.got?.(ours, line, theirs) ?? ours, decision.wanted?.(theirs, line) ?? theirs] as const;
    const isUsed = compare([ours, theirs], next).kind === 'failed';
    if (isUsed) first ??= decision;
    [ours, theirs] = next;
  }
  if (first === undefined || compare(theirs, ours).kind === 'failed') return courseFor(line);
  return { kind: 'byDecision', rule: first.rule, record: first.record };
}

const DECISIONS: readonly Decision[] = [
  {
    rule: 'all that is wrong with a Rollout is told',
    record: '0022-all-that-is-wrong-is-told.md',
    got: (got) => ({ ...got, events: got.events.filter(({ reason }) => reason !== 'InvalidSpec') }),
  },
  {
    rule: 'the canary service of an aborted update stays at stable',
    record: '0017-the-canary-service-does-not-flap.md',
    wanted: (wanted) => ({ ...wanted, events: withoutToAndFro(wanted.events) }),
  },
  {
    rule: 'a scale-down delay of 0 is no delay',
    record: '0018-a-delay-of-zero-is-no-delay.md',
    got: withOldPodsKept,
  },
  {
    rule: 'a write says only what it changes',
    record: '0019-a-write-says-only-what-it-changes.md',
    wanted: withEveryChange,
  },
  {
    rule: 'a resize is told once',
    record: '0019-a-write-says-only-what-it-changes.md',
    wanted: (wanted) => ({ ...wanted, events: wanted.events.filter(isFirstResize) }),
  },
  {
    rule: 'a run keeps the placeholders of its metrics',
    record: '0020-runs-keep-their-placeholders.md',
    got: withDummies,
  },
  {
    rule: 'weight events tell of weights',
    record: '0021-weight-events-tell-of-weights.md',
    wanted: (wanted) => ({
      ...wanted,
      events: wanted.events.filter(({ message }) => message !== 'Traffic weight updated '),
    }),
  },
];

const SWITCH = /^Switched selector for service '(.*)' from '(.*)' to '(.*)'$/;

/** Two switches in a row that bring a Service back to where it was. */
function withoutToAndFro(events: readonly LineEvent[]): readonly LineEvent[] {
  const [, service, from, to] = SWITCH.exec(events[0]?.message ?? '') ?? [];
  const [, again, back, home] = SWITCH.exec(events[1]?.message ?? '') ?? [];
  const isPair = service !== undefined && service === again && to === back && from === home;
  return isPair ? events.slice(2) : events;
}

/** Old ReplicaSets as they were before we took their pods. */
function withOldPodsKept(got: Result, line: SyncLine, wanted: Result): Result {
  const rollout = new Fields(line.before.find((object) => keyOf(object) === `Rollout/${line.key}`));
  const strategy = rollout.below('spec').below('strategy');
  const isZero = ['canary', 'blueGreen'].some((name) => strategy.below(name).whole('scaleDownDelaySeconds') === 0);
  if (!isZero) return got;
  const status = rollout.below('status');
  const current = [status.text('stableRS'), status.text('currentPodHash')];
  const old = line.before.filter((object) => {
    const hash = new Fields(object).below('metadata').below('labels').text(HASH_LABEL);
    const replicas = new Fields(got.objects[keyOf(object)]).below('spec').whole('replicas');
    const isKept = compare(wanted.objects[keyOf(object)], withoutNoise(object)).kind === 'passed';
    return object['kind'] === 'ReplicaSet' && !current.includes(hash) && replicas === 0 && isKept;
  });
  const names = old.map((object) => new Fields(object).below('metadata').text('name'));
  return {
    ...got,
    objects: { ...got.objects, ...Object.fromEntries(old.map((object) => [keyOf(object), withoutNoise(object)])) },
    events: got.events.filter(
      ({ message }) => !names.some((name) => message.startsWith(`Scaled down ReplicaSet ${name} `)),
    ),
  };
}

/** ReplicaSets that the original wrote several times from the same copy, with what each of the writes changed. */
function withEveryChange(wanted: Result, line: SyncLine): Result {
  const objects = line.before
    .filter((object) => object['kind'] === 'ReplicaSet')
    .flatMap((before) => {
      const name = new Fields(before).below('metadata').text('name');
      const writes = line.actions.filter(({ resource, name: of }) => resource === 'replicasets' && of === name);
      if (writes.length < 2 || writes.some(({ verb }) => verb === 'delete')) return [];
      const store = new Store([before]);
      for (const write of writes) store.patch(keyOf(before), changeOf(write, before));
      return [...store.entries()].map(([key, object]) => [key, withoutNoise(object)] as const);
    });
  return { ...wanted, objects: { ...wanted.objects, ...Object.fromEntries(objects) } };
}

/** What one write changed, as a merge patch. The original patches ReplicaSets only in single annotations. */
function changeOf({ object, patch = [] }: LineAction, before: JsonObject): JsonObject {
  if (object !== undefined) return mergePatch(before, object);
  const annotations = patch.map(({ path, value }) => [path.replace('/metadata/annotations/', ''), value ?? null]);
  return { metadata: { annotations: Object.fromEntries(annotations) } };
}

function isFirstResize({ reason, message }: LineEvent, index: number, events: readonly LineEvent[]): boolean {
  return reason !== 'ScalingReplicaSet' || events.findIndex((event) => event.message === message) === index;
}

/** New runs with what the original's own checks leave in the templates that it keeps in memory. */
function withDummies(got: Result, line: SyncLine, wanted: Result): Result {
  const old = new Set(line.before.map(keyOf));
  const objects = Object.entries(got.objects).map(([key, object]) => {
    const isSpoilt = JSON.stringify(wanted.objects[key] ?? null).includes(DUMMY);
    if (!key.startsWith('AnalysisRun/') || old.has(key) || !isSpoilt || !isJsonObject(object))
      return [key, object] as const;
    const spec = new Fields(object).object('spec') ?? {};
    return [key, { ...object, spec: { ...spec, metrics: withDummy(spec['metrics'] ?? []) } }] as const;
  });
  return { ...got, objects: Object.fromEntries(objects) };
}

const DUMMY = 'dummy-value';

function withDummy(metrics: Json): Json {
  return JSON.parse(JSON.stringify(metrics).replaceAll(/\{\{\s*args\.[^}]*\}\}/g, DUMMY));
}
