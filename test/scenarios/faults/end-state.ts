import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import type { Scene } from './scene.ts';
import type { SeenKind } from './sight.ts';

/**
 * How all stands in a namespace, without what is never the same twice (times, uids, versions), and with all objects that ever were:
 * two scenes that were given the same are to end with the same.
 */
export function endState({ sight, namespace }: Pick<Scene, 'sight' | 'namespace'>): JsonObject {
  const read = (kind: SeenKind, what: (object: JsonObject) => Json): JsonObject =>
    Object.fromEntries(
      [...sight.objects(kind)]
        .map((object): [string, Json] => [nameOf(object).name, what(object)])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  const made = Object.fromEntries(
    (['replicaSets', 'analysisRuns', 'jobs'] as const).map((kind) => [kind, sight.everMade(kind)]),
  );
  const state = {
    rollouts: read('rollouts', (object) => statusOf(object)),
    replicaSets: read('replicaSets', (object) => [annotations(object), objectIn(object, 'spec')['replicas'] ?? null]),
    runs: read('analysisRuns', runOf),
    services: read('services', (object) => objectIn(objectIn(object, 'spec'), 'selector')),
    ingresses: read('ingresses', annotations),
    made,
  };
  // What was an object is one still.
  return normal(state, namespace) as JsonObject;
}

const annotations = (object: JsonObject): JsonObject => objectIn(objectIn(object, 'metadata'), 'annotations');

function statusOf(rollout: JsonObject): JsonObject {
  const { conditions: _, ...status } = objectIn(rollout, 'status');
  const conditions = [...listIn(objectIn(rollout, 'status'), 'conditions')];
  conditions.sort((one, other) => (textIn(one, 'type') < textIn(other, 'type') ? -1 : 1));
  return { ...status, conditions };
}

/** A run, with the sign of each value in place of it. */
function runOf(run: JsonObject): JsonObject {
  const status = objectIn(run, 'status');
  const metricResults = listIn(status, 'metricResults').map((result) => ({
    ...result,
    measurements: listIn(result, 'measurements').map(measurementOf),
  }));
  return { ...status, metricResults };
}

function measurementOf(measurement: JsonObject): JsonObject {
  const { resumeAt, value, ...rest } = measurement;
  // When a Job was asked about is chance.
  void resumeAt;
  return { ...rest, ...(value !== undefined && { value: Math.sign(Number(value)) }) };
}

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function normal(json: Json, namespace: string): Json {
  if (typeof json === 'string')
    return TIME.test(json) ? 'TIME' : json.replaceAll(UID, 'UID').replaceAll(namespace, 'NAMESPACE');
  if (Array.isArray(json)) return (json as readonly Json[]).map((item) => normal(item, namespace));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name.replaceAll(UID, 'UID'), normal(value, namespace)]),
  );
}

/** Values of all looks that are stored, of all runs. */
export function storedLooks({ sight }: Pick<Scene, 'sight'>): readonly number[] {
  return sight
    .objects('analysisRuns')
    .flatMap((run) => listIn(objectIn(run, 'status'), 'metricResults'))
    .flatMap((result) => listIn(result, 'measurements'))
    .flatMap(({ value }) => (value === undefined ? [] : [Number(value)]));
}
