import { Compile } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { publishedSchema } from '../../src/resources/schema/published.ts';

const schema = publishedSchema();

function document(kind: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 't' }, spec };
}

const METRIC = {
  name: 'm',
  count: '{{args.n}}',
  interval: '1m30s',
  provider: { web: { url: 'http://x', jsonBody: [1] } },
};

describe('the published schema', () => {
  const validator = Compile(schema);

  it.each<{ what: string; json: Json }>([
    {
      what: 'a template',
      json: document('AnalysisTemplate', { metrics: [METRIC], args: [{ name: 'n', value: '1' }] }),
    },
    {
      what: 'a template of templates',
      json: document('ClusterAnalysisTemplate', { templates: [{ templateName: 'a' }] }),
    },
    {
      what: 'a run',
      json: { ...document('AnalysisRun', { metrics: [METRIC] }), status: { phase: 'Running', extra: 1 } },
    },
    {
      what: 'a Job',
      json: document('AnalysisTemplate', { metrics: [{ name: 'j', provider: { job: { spec: { x: 1 } } } }] }),
    },
    {
      what: 'a plugin with our own fields',
      json: document('AnalysisTemplate', {
        metrics: [
          { name: 'p', conditionLanguage: 'jsonata', transform: 'a', provider: { plugin: { 'a/b': { c: [true] } } } },
        ],
      }),
    },
  ])('takes $what', ({ json }) => {
    expect(validator.Check(json)).toBe(true);
  });

  it.each<{ what: string; json: Json }>([
    { what: 'another kind', json: document('Rollout', {}) },
    { what: 'a misspelled field', json: document('AnalysisTemplate', { metrcs: [] }) },
    { what: 'a run without metrics', json: document('AnalysisRun', {}) },
    { what: 'no provider', json: document('AnalysisTemplate', { metrics: [{ ...METRIC, provider: {} }] }) },
    {
      what: 'two providers',
      json: document('AnalysisTemplate', { metrics: [{ ...METRIC, provider: { graphite: {}, influxdb: {} } }] }),
    },
    { what: 'a number for a duration', json: document('AnalysisTemplate', { metrics: [{ ...METRIC, interval: 30 }] }) },
    { what: 'a duration in days', json: document('AnalysisTemplate', { metrics: [{ ...METRIC, interval: '1d' }] }) },
  ])('refuses $what', ({ json }) => {
    expect(validator.Check(json)).toBe(false);
  });

  it('says what every field of ours means', () => {
    expect(undescribed(schema, '')).toEqual([]);
  });

  it('has nothing in it that JSON Schema does not know', () => {
    expect(JSON.stringify(schema)).not.toMatch(/"(meaning|keepsZero|x-[^"]*)":/);
  });
});

/** Paths of properties without a description; what belongs to Kubernetes is its own. */
function undescribed(json: Json, path: string): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((item: Json, index) => undescribed(item, `${path}/${index}`));
  if (!isJsonObject(json) || path.endsWith('/job') || path.endsWith('/metadata')) return [];
  const { properties } = json;
  const bare = Object.entries(isJsonObject(properties) ? properties : {})
    .filter(([name, field]) => name !== 'kind' && isJsonObject(field) && !isDescribed(field))
    .map(([name]) => `${path}/${name}`);
  return [...bare, ...Object.entries(json).flatMap(([name, value]) => undescribed(value, `${path}/${name}`))];
}

function isDescribed(field: JsonObject): boolean {
  const { description, items, $ref } = field;
  return description !== undefined || $ref !== undefined || (isJsonObject(items) && isDescribed(items));
}
