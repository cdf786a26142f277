import { Fault, textOf } from '../../../src/core/fault.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { applyMergePatch } from '../../../src/core/merge-patch.ts';
import { type Steering, steer } from '../../../src/kube/traffic/steer.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readReplicaSet } from '../../../src/rollout/reading/read-replica-set.ts';
import { readRoute } from '../../../src/traffic/read-route.ts';
import { readHeaderRoute, readMirrorRoute } from '../../../src/traffic/read-steps.ts';
import { ROUTERS } from '../../../src/traffic/registry.ts';
import { DEFAULT_APIS } from '../../../src/traffic/route.ts';
import type { AdditionalDestination, Router, RouterEvent } from '../../../src/traffic/router.ts';
import { type ObjectsInMemory, objectsInMemory, refusals } from '../../support/router-objects-in-memory.ts';
import { compare, type Kind, type Outcome, PASSED, sameJson } from '../kind.ts';
import type { After, TrafficLine } from '../traffic-line.ts';
import { decisionOn, keyOf, type Moment, UNNEEDED, unneededLeftOut } from './traffic-decisions.ts';

/** Router calls one after the other on a cluster in memory, through the edge that the controller uses. */
export const trafficKind: Kind = {
  name: 'traffic',
  title: (line: TrafficLine) => line.name,
  async run(line: TrafficLine): Promise<Outcome> {
    const router = ROUTERS.find(({ name }) => name === line.router);
    if (router === undefined) return { kind: 'notBuilt', what: `router ${line.router}` };
    if (line.settings?.verifyTargetGroup === true) return { kind: 'notBuilt', what: 'verification with AWS' };
    return compareCalls(line, await runCalls(line, router));
  },
};

/**
 * Goes through the calls until one of them differs in another way than by a write that nobody needs. Until then the objects are the
 * same as the original's, so a rule can look at them.
 */
function compareCalls(line: TrafficLine, got: readonly After[]): Outcome {
  const now = new Map((line.before ?? []).map((manifest) => [keyOf(manifest), manifest]));
  let outcome: Outcome = PASSED;
  for (const [i, wanted] of line.after.entries()) {
    const moment = { line, call: line.calls[i] ?? {}, wanted, now };
    const have = got[i] ?? {};
    // Where the original crashes its objects are as before. Where we found an answer instead, those after it can differ.
    if (wanted.panic !== undefined && have.error === undefined) return outcome;
    if (wanted.panic === undefined) {
      const compared = compareCall(moment, have);
      if (compared.kind === 'failed') return decisionOn(moment) ?? compared;
      if (compared.kind === 'byDecision') outcome = compared;
    }
    for (const manifest of [...(wanted.changed ?? []), ...(wanted.created ?? [])]) now.set(keyOf(manifest), manifest);
  }
  return outcome;
}

function compareCall(moment: Moment, got: After): Outcome {
  const outcome = sameCall(moment.wanted, got);
  if (outcome.kind === 'passed') return outcome;
  return sameCall(unneededLeftOut(moment), got).kind === 'passed' ? UNNEEDED : outcome;
}

async function runCalls(line: TrafficLine, router: Router): Promise<readonly After[]> {
  const objects = objectsInMemory(line.before ?? [], {
    notInCache: line.settings?.notInCache ?? [],
    refuse: (verb, { resource, name }) => {
      const fault = line.faults?.find(
        (one) => one.verb === verb && one.resource === resource && (one.name ?? name) === name,
      );
      if (fault === undefined) return undefined;
      const known = Object.entries(refusals).find(([kind]) => kind === fault.error);
      const ref = { apiVersion: apiVersionOf(line, resource), kind: '', resource, namespace: '', name };
      return known?.[1](ref) ?? new Fault('CLUSTER_REFUSED', fault.error, { code: 500, reason: '' });
    },
  });
  let { rollout } = line;
  const after: After[] = [];
  for (const call of line.calls) {
    if (isJsonObject(call['patchRollout'])) {
      rollout = applyMergePatch(rollout, call['patchRollout']);
      after.push({});
    } else {
      after.push(await runCall(call, router, { ...line, rollout }, objects));
    }
  }
  return after;
}

function apiVersionOf({ settings }: TrafficLine, resource: string): string {
  if (resource !== 'ingresses') return 'networking.istio.io/v1alpha3';
  return settings?.legacyIngress === true ? 'extensions/v1beta1' : 'networking.k8s.io/v1';
}

async function runCall(call: JsonObject, router: Router, line: TrafficLine, objects: ObjectsInMemory): Promise<After> {
  const steering = steeringOf(call, line);
  // No router can verify, ALB without AWS included; the original says so with null.
  if (steering === undefined) return { result: 'null' };
  const ingress = line.settings?.legacyIngress === true ? 'extensions/v1beta1' : DEFAULT_APIS.ingress;
  const before = new Map(objects.manifests);
  const events: RouterEvent[] = [];
  objects.writes.length = 0;
  let error: string | undefined;
  try {
    const route = readRoute(line.rollout, { ...DEFAULT_APIS, ingress });
    await steer(router, route, steering, {
      objects,
      tell: ({ type, reason, message }) => events.push({ type, reason, message }),
    });
  } catch (thrown) {
    // A programming error must not pass for a clean one.
    if (!(thrown instanceof Fault)) throw thrown;
    error = textOf(thrown);
  }
  const entries = [...objects.manifests].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    changed: entries.filter(([key, one]) => before.has(key) && !sameJson(before.get(key), one)).map(([, one]) => one),
    created: entries.filter(([key]) => !before.has(key)).map(([, one]) => one),
    writes: objects.writes.map((write) => ({ ...write })),
    events,
    ...(error !== undefined && { error }),
  };
}

function steeringOf(call: JsonObject, { replicaSets = [] }: TrafficLine): Steering | undefined {
  const fields = new Fields(call);
  if (fields.has('setWeight')) {
    return { kind: 'setWeight', split: { weight: fields.whole('setWeight') ?? 0, additional: additionalIn(fields) } };
  }
  if (fields.has('updateHash')) {
    const hash = fields.below('updateHash');
    const sets = replicaSets.map(readReplicaSet);
    const { canary, stable } = { canary: hash.text('canary'), stable: hash.text('stable') };
    return { kind: 'updateHash', hashes: { canary, stable, additional: additionalIn(hash), replicaSets: sets } };
  }
  if (fields.has('setHeaderRoute')) {
    return { kind: 'setHeaderRoute', header: readHeaderRoute(fields.json('setHeaderRoute') ?? {}) };
  }
  if (fields.has('setMirrorRoute')) {
    return { kind: 'setMirrorRoute', mirror: readMirrorRoute(fields.json('setMirrorRoute') ?? {}) };
  }
  return fields.has('removeManagedRoutes') ? { kind: 'removeManagedRoutes' } : undefined;
}

function additionalIn(fields: Fields): readonly AdditionalDestination[] {
  return fields.list('additionalDestinations').map((json) => {
    const one = new Fields(json);
    return {
      serviceName: one.text('serviceName'),
      podTemplateHash: one.text('podTemplateHash'),
      weight: one.whole('weight') ?? 0,
    };
  });
}

function sameCall(wanted: After, given: After): Outcome {
  const got = { ...given, ...(given.events && { events: comparable(given.events, wanted.events) }) };
  const outcome = compare(bare(wanted), bare(got));
  if (outcome.kind !== 'passed') return outcome;
  return sameError(wanted.error, got.error) ? PASSED : { kind: 'failed', wanted, got };
}

/** Without the messages that the data leaves out: the original prints memory addresses there. */
function comparable(got: Events, wanted: Events = []): Events {
  return got.map((event, i) => {
    const like = wanted[i];
    if (like === undefined || like.message !== undefined) return event;
    const { message: _, ...rest } = event;
    return rest;
  });
}

type Events = NonNullable<After['events']>;

/** Empty and absent alike, also in objects: an empty list of routes is written `null` by Go. */
function bare({ changed, created, deleted, writes, events, result }: After): JsonObject {
  const filled = Object.entries({ changed, created, deleted, writes, events, result }).filter(
    ([, value]) => value !== undefined && (!Array.isArray(value) || value.length > 0),
  );
  // Only JSON is in there.
  return nullsAsEmpty(Object.fromEntries(filled) as JsonObject);
}

function nullsAsEmpty(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object, (key, value: unknown) => (key === 'http' && value === null ? [] : value)));
}

/** Texts of Go's decoders name Go's types: what comes before them must be the same, and both must fail. */
function sameError(wanted: string | undefined, got: string | undefined): boolean {
  if (wanted === undefined || got === undefined) return wanted === got;
  const decoder = wanted.search(/json: cannot unmarshal|\S+ accessor error/);
  if (decoder < 0) return wanted === got;
  return got.startsWith(wanted.slice(0, decoder));
}
