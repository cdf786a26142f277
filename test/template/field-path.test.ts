import { describe, expect, it } from 'vitest';
import type { RolloutArgument } from '../../src/resources/schema/argument.ts';
import { rolloutArguments } from '../../src/template/rollout-arguments.ts';
import { values } from './templates.ts';

const facts = {
  rollout: {
    metadata: {
      name: 'shop',
      labels: { app: 'shop', 'example.com/tier': 'gold' },
      annotations: { Note: 'a "b"\nc', z: '1' },
    },
    spec: { replicas: 1_000_000, paused: true, strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } } },
  },
  latestHash: 'new',
  stableHash: 'old',
};

function at(fieldPath: string, name = 'f'): RolloutArgument {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

describe('a field of a Rollout', () => {
  it.each<{ path: string; value: string }>([
    { path: 'metadata.name', value: 'shop' },
    { path: 'metadata.uid', value: '' },
    { path: "metadata.labels['example.com/tier']", value: 'gold' },
    { path: "metadata.labels['nope']", value: '' },
    { path: "metadata.annotations['Note']", value: 'a "b"\nc' },
    { path: 'metadata.labels', value: 'app="shop"\nexample.com/tier="gold"' },
    { path: 'metadata.annotations', value: 'Note="a \\"b\\"\\nc"\nz="1"' },
    { path: 'spec.replicas', value: '1e+06' },
    { path: 'spec.paused', value: 'true' },
    { path: '.spec[strategy].canary.steps[0].setWeight.', value: '20' },
  ])('$path is $value', ({ path, value }) => {
    expect(rolloutArguments([at(path)], facts)).toEqual({ args: [{ name: 'f', value }] });
  });

  it.each<{ path: string; fault: string }>([
    { path: 'spec.nothing', fault: 'invalid path spec.nothing in rollout' },
    { path: 'spec.replicas.x', fault: 'invalid path spec.replicas.x in rollout' },
    { path: 'spec.constructor', fault: 'invalid path spec.constructor in rollout' },
    { path: 'spec.strategy.canary.steps[x]', fault: "invalid index 'x'" },
    { path: 'spec.strategy.canary.steps[12]', fault: 'index 12 out of range' },
    { path: 'spec.strategy.canary.steps[-1]', fault: 'index -1 out of range' },
    { path: 'spec.strategy', fault: 'path spec.strategy in rollout must terminate in a primitive value' },
    { path: 'status.canary', fault: 'path status.canary in rollout must terminate in a primitive value' },
  ])('$path has no text: $fault', ({ path, fault }) => {
    expect(rolloutArguments([at(path)], facts)).toEqual({ args: [{ name: 'f', value: '' }], fault });
  });

  it.each<{ path: string; fault: string }>([
    { path: 'metadata.generation', fault: 'unsupported fieldPath: metadata.generation' },
    { path: "metadata.name['x']", fault: `fieldPath "metadata.name['x']" does not support subscript` },
    {
      path: "metadata.labels['a/b/c']",
      fault: `invalid key subscript in metadata.labels['a/b/c']: a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    },
    {
      path: `metadata.labels['/${'x'.repeat(64)}']`,
      fault: `invalid key subscript in metadata.labels['/${'x'.repeat(64)}']: prefix part must be non-empty;name part must be no more than 63 characters`,
    },
    {
      path: "metadata.annotations['A_B/c']",
      fault: `invalid key subscript in metadata.annotations['A_B/c']: prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    },
    {
      path: "metadata.labels['']",
      fault: `invalid key subscript in metadata.labels['']: name part must be non-empty;name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    },
  ])('$path is refused, and with it all arguments', ({ path, fault }) => {
    expect(rolloutArguments([{ name: 'a', value: '1' }, at(path)], facts)).toEqual({ args: [], fault });
  });
});

describe('the arguments of a Rollout', () => {
  it('are values, hashes or nothing, which is an empty text', () => {
    const args: readonly RolloutArgument[] = [
      { name: 'a', value: '1' },
      { name: 'b', valueFrom: { podTemplateHashValue: 'Latest' } },
      { name: 'c', valueFrom: { podTemplateHashValue: 'Stable' } },
      { name: 'd', value: 'kept', valueFrom: { podTemplateHashValue: 'Other' } },
      { name: 'e' },
    ];
    expect(rolloutArguments(args, facts)).toEqual({ args: values({ a: '1', b: 'new', c: 'old', d: 'kept', e: '' }) });
  });

  it('go by the last path: an earlier failure followed by a good one goes unnoticed', () => {
    expect(rolloutArguments([at('spec.none'), at('spec.paused', 'g')], facts)).toEqual({
      args: values({ f: '', g: 'true' }),
    });
    expect(rolloutArguments([at('spec.none'), { name: 'g', value: 'v' }], facts).fault).toBe(
      'invalid path spec.none in rollout',
    );
  });
});
