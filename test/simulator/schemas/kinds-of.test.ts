import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import type { ApiKind } from '../../../src/simulator/api/kind.ts';
import { kindsOf } from '../../../src/simulator/schemas/kinds-of.ts';
import { SAMPLES, sample } from './contract/samples.ts';
import { SPECS } from './contract/specs.ts';

const CRDS = join(import.meta.dirname, '..', '..', '..', 'manifests', 'crds');

function ours(plural: string): readonly ApiKind[] {
  const read: unknown = parse(readFileSync(join(CRDS, `${plural}.yaml`), 'utf8'));
  return kindsOf(isJsonObject(read) ? read : {});
}

function only(kinds: readonly ApiKind[]): ApiKind {
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) throw new Error(`${kinds.length} kinds`);
  return kind;
}

describe('the kinds of a CustomResourceDefinition', () => {
  it('have the names, parts and columns that it says', () => {
    const { rules: _rules, shape: _shape, columns, ...names } = only(ours('rollouts'));
    expect(names).toEqual({
      group: 'argoproj.io',
      version: 'v1alpha1',
      kind: 'Rollout',
      plural: 'rollouts',
      singular: 'rollout',
      shortNames: ['ro'],
      categories: [],
      isNamespaced: true,
      hasStatus: true,
      scale: {
        specReplicas: ['spec', 'replicas'],
        statusReplicas: ['status', 'HPAReplicas'],
        selector: ['status', 'selector'],
      },
    });
    expect(columns.map(({ name }) => name)).toEqual(['Name', 'Desired', 'Current', 'Up-to-date', 'Available', 'Age']);
  });

  it('are those of the versions that are served', () => {
    const version = { schema: { openAPIV3Schema: { type: 'object' } } };
    const spec: JsonObject = {
      group: 'a.b',
      scope: 'Cluster',
      names: { kind: 'Thing', plural: 'things' },
      versions: [
        { ...version, name: 'v1', served: true },
        { ...version, name: 'v1beta1', served: false },
        { ...version, name: 'v2', served: true },
      ],
    };
    const kinds = kindsOf({ spec });
    expect(kinds.map(({ version: name }) => name)).toEqual(['v1', 'v2']);
    expect(kinds[0]).toMatchObject({ singular: 'thing', isNamespaced: false, hasStatus: false });
    expect(kinds[0]?.columns.map(({ name }) => name)).toEqual(['Name', 'Age']);
  });

  it('leave out what they do not know, and say so', () => {
    const { rules } = only(kindsOf(SAMPLES));
    const pruned = rules.prune(
      sample('a', { whole: 1, more: 2, open: { any: 3 }, nested: { title: 'x', deep: { b: 4 } } }),
    );
    expect(pruned.object['spec']).toEqual({ whole: 1, open: { any: 3 }, nested: { title: 'x', deep: {} } });
    expect(pruned.unknown).toEqual(['spec.more', 'spec.nested.deep.b']);
  });

  it('fill in defaults, also inside of what a default brings', () => {
    const { rules } = only(kindsOf(SAMPLES));
    expect(rules.withDefaults(sample('a', { ports: [{ port: 1 }] }))['spec']).toEqual({
      ports: [{ port: 1, protocol: 'TCP' }],
      color: 'red',
      maybeRed: 'red',
      nested: { title: 'first', name: 'none' },
    });
  });

  it.each<{ spec: JsonObject; old?: JsonObject; problems: readonly string[] }>([
    { spec: { whole: 5 }, problems: [] },
    {
      spec: { whole: 0 },
      problems: ['spec.whole: Invalid value: 0: spec.whole in body should be greater than or equal to 1'],
    },
    {
      spec: { color: 'blue' },
      problems: [
        'spec.color: Unsupported value: "blue": supported values: "red", "green"',
        '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      ],
    },
    { spec: { whole: 0 }, old: { whole: 0 }, problems: [] },
    { spec: { fixed: 'b' }, old: { fixed: 'a' }, problems: ['spec.fixed: Invalid value: "b": is fixed'] },
    { spec: { ports: [{ port: 1 }, { port: 1 }] }, problems: ['spec.ports[1]: Duplicate value: {"port":1}'] },
  ])('find of $spec, after $old: $problems', ({ spec, old, problems }) => {
    const { rules } = only(kindsOf(SAMPLES));
    const found = rules.problemsOf(sample('a', spec), old && sample('a', old));
    expect(found.map(({ field, message }) => `${field}: ${message}`)).toEqual(problems);
  });

  it('never throw, whatever stands in an object', () => {
    const { rules } = only(kindsOf(SAMPLES));
    for (const { spec } of SPECS) {
      const { object } = rules.prune(sample('a', spec));
      expect(Array.isArray(rules.problemsOf(rules.withDefaults(object)))).toBe(true);
    }
  });
});
