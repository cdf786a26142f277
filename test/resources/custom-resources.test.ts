import { Compile } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { CUSTOM_RESOURCES } from '../../src/resources/schema/custom-resources.ts';
import { ExperimentSchema, type WrittenExperiment } from '../../src/resources/schema/experiment/experiment.ts';
import { CanaryStepSchema } from '../../src/resources/schema/rollout/canary-step.ts';
import { RolloutSchema, type WrittenRollout } from '../../src/resources/schema/rollout/rollout.ts';
import { type Shape, shapeOf, valuesOf } from '../../src/resources/schema/shape.ts';
import { canaryStep } from '../../src/rollout/hash/canary-step.ts';
import type { GoType } from '../../src/rollout/hash/go-type.ts';

/** A shape with its path, and all below it. */
function walk(shape: Shape, path: string): readonly (readonly [path: string, shape: Shape])[] {
  const values = valuesOf(shape);
  return [
    [path, shape],
    ...Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => walk(inner, `${path}.${name}`)),
    ...(shape.items === undefined ? [] : walk(shape.items, `${path}[]`)),
    ...(values === undefined ? [] : walk(values, `${path}{}`)),
  ];
}

const NEW_KINDS = CUSTOM_RESOURCES.filter(({ kind }) => ['Rollout', 'Experiment'].includes(kind));

describe('what clusters must know of the kinds', () => {
  it('are five kinds with their names', () => {
    expect(CUSTOM_RESOURCES.map(({ kind, plural, shortNames, scope }) => [kind, plural, shortNames, scope])).toEqual([
      ['Rollout', 'rollouts', ['ro'], 'Namespaced'],
      ['Experiment', 'experiments', ['exp'], 'Namespaced'],
      ['AnalysisRun', 'analysisruns', ['ar'], 'Namespaced'],
      ['AnalysisTemplate', 'analysistemplates', ['at'], 'Namespaced'],
      ['ClusterAnalysisTemplate', 'clusteranalysistemplates', ['cat'], 'Cluster'],
    ]);
  });

  it.each(CUSTOM_RESOURCES)('$kind: columns, status and scale show fields that its schema has', (resource) => {
    const paths = new Set(walk(shapeOf(resource.schema), '').map(([path]) => path));
    const { status, scale } = resource.subresources;
    const used = [
      ...resource.columns.map(({ jsonPath }) => jsonPath),
      ...Object.values<string>(scale ?? {}),
      ...(status === true ? ['.status'] : []),
    ].filter((path) => !path.startsWith('.metadata.'));
    expect(used.filter((path) => !paths.has(path))).toEqual([]);
  });

  it.each(NEW_KINDS)(
    '$kind: every part has a type, as structural schemas must, or says that it needs none',
    (resource) => {
      const untyped = walk(shapeOf(resource.schema), resource.kind).filter(
        ([, shape]) => shape.type === undefined && !('x-kubernetes-int-or-string' in shape),
      );
      expect(untyped.map(([path]) => path)).toEqual([]);
    },
  );

  it.each(NEW_KINDS)('$kind: every field of its spec is described', (resource) => {
    // What templates and runs have too says for itself what it is.
    const shared = /\.(args|dryRun|measurementRetention|analysisRunMetadata)\b/;
    const bare = walk(shapeOf(resource.schema), '')
      .filter(([, { description }]) => description === undefined)
      .map(([path]) => path)
      .filter((path) => /^\.spec.*\.\w+$/.test(path) && !shared.test(path));
    expect(bare).toEqual([]);
  });
});

describe('the schema of a Rollout', () => {
  const validator = Compile(RolloutSchema);
  const rollout = (spec: JsonObject, status?: JsonObject): JsonObject => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'r', managedFields: [] },
    spec,
    ...(status !== undefined && { status }),
  });

  it.each<{ given: string; json: JsonObject }>([
    { given: 'a workload in place of selector and template', json: rollout({ workloadRef: { name: 'w' } }) },
    {
      given: 'whatever pods may have',
      json: rollout({ template: { metadata: { x: 1 }, spec: { containers: [{ anything: true }] } } }),
    },
    {
      given: 'numbers and texts where both may stand',
      json: rollout({
        strategy: {
          canary: { maxSurge: '25%', maxUnavailable: 1, steps: [{ pause: { duration: '1h' } }, { pause: {} }] },
        },
      }),
    },
    {
      given: 'several routers, and plugins with settings of their own',
      json: rollout({
        strategy: {
          canary: {
            trafficRouting: {
              istio: { virtualServices: [{ name: 'v', tlsRoutes: [{ port: 443, sniHosts: ['a'] }] }] },
              alb: { ingress: 'i', servicePort: 80 },
              plugins: { 'a/b': { deep: [1] } },
              managedRoutes: [{ name: 'h' }],
            },
          },
        },
      }),
    },
    { given: 'a status of a newer controller', json: rollout({}, { phase: 'Healthy', canary: { news: 1 }, more: [] }) },
  ])('takes $given', ({ json }) => {
    expect(validator.Check(json)).toBe(true);
  });

  it.each<{ given: string; json: JsonObject }>([
    { given: 'a field misspelt', json: rollout({ replica: 1 }) },
    { given: 'a number as a text', json: rollout({ replicas: '1' }) },
    { given: 'a step of an unknown kind', json: rollout({ strategy: { canary: { steps: [{ setWeigth: 5 }] } } }) },
    { given: 'a blue-green strategy without a service', json: rollout({ strategy: { blueGreen: {} } }) },
  ])('refuses $given', ({ json }) => {
    expect(validator.Check(json)).toBe(false);
  });

  it('has the fields of steps in the order of Go, in which hashes and errors show them', () => {
    expect(orderOfShape(shapeOf(CanaryStepSchema))).toEqual(orderOfType(canaryStep));
  });
});

describe('the types of the schemas', () => {
  const HEAD = { apiVersion: 'argoproj.io/v1alpha1', metadata: { name: 'x' } };

  it('are those of Rollouts and Experiments as they are written', () => {
    const rollout: WrittenRollout = {
      ...HEAD,
      kind: 'Rollout',
      spec: {
        replicas: 2,
        template: { spec: { containers: [] } },
        strategy: { canary: { steps: [{ setWeight: 20 }, { pause: { duration: '10m' } }] } },
      },
      status: { phase: 'Paused', currentStepIndex: 1 },
    };
    const experiment: WrittenExperiment = {
      ...HEAD,
      kind: 'Experiment',
      spec: {
        templates: [{ name: 'a', selector: { matchLabels: { app: 'a' } }, template: {} }],
        duration: '5m',
        analyses: [{ name: 'n', templateName: 't', requiredForCompletion: true }],
      },
      status: { phase: 'Running', availableAt: '2026-03-01T10:00:00Z' },
    };
    expect(Compile(RolloutSchema).Check(rollout)).toBe(true);
    expect(Compile(ExperimentSchema).Check(experiment)).toBe(true);
  });
});

type Order = readonly (readonly [name: string, inside: Order])[];

function orderOfShape(shape: Shape): Order {
  const inside = shape.items ?? valuesOf(shape);
  if (inside !== undefined) return orderOfShape(inside);
  return Object.entries(shape.properties ?? {}).map(([name, inner]) => [name, orderOfShape(inner)]);
}

function orderOfType(type: GoType): Order {
  if (type.kind === 'pointer') return orderOfType(type.to);
  if (type.kind === 'list' || type.kind === 'map') return orderOfType(type.of);
  return type.kind === 'struct' ? type.fields.map((field) => [field.name, orderOfType(field.type)]) : [];
}
