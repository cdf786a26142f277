import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { undo } from '../../../src/rollout/commands/undo.ts';
import { shopRollout, shopSet, shopTemplate } from '../../support/shop.ts';

const NOW = shopSet('now', { revision: '3', template: shopTemplate('web:2'), replicas: 5 });
const BEFORE = shopSet('before', { revision: '2' });

function restore(value: JsonObject, kind = 'Rollout', name = 'web', path = '/spec/template') {
  return { kind: 'restore', request: { kind: 'replaceField', on: { kind, name }, path, value } };
}

it.each<{ given: string; sets: readonly JsonObject[]; to?: bigint; image: string }>([
  { given: 'two revisions', sets: [NOW, BEFORE], image: 'web:1' },
  {
    given: 'revisions in any order',
    sets: [shopSet('old', { revision: '1', template: shopTemplate('web:0') }), NOW, BEFORE],
    image: 'web:1',
  },
  {
    given: 'the number of a revision',
    sets: [shopSet('old', { revision: '1', template: shopTemplate('web:0') }), NOW, BEFORE],
    to: 1n,
    image: 'web:0',
  },
  {
    given: "another Rollout's ReplicaSet between them",
    sets: [NOW, shopSet('strange', { revision: '2', uid: 'uid-other', template: shopTemplate('other') }), BEFORE],
    image: 'web:1',
  },
  {
    given: 'a revision that is no number',
    sets: [NOW, shopSet('broken', { revision: 'x', template: shopTemplate('broken') }), BEFORE],
    image: 'web:1',
  },
])('given $given, the template with $image is restored', ({ sets, to = 0n, image }) => {
  expect(undo(shopRollout(), sets, to)).toEqual(restore(shopTemplate(image)));
});

it.each<{ given: string; sets: readonly JsonObject[]; to: bigint; error: string }>([
  { given: 'one revision', sets: [NOW], to: 0n, error: 'no revision found for rollout "web"' },
  { given: 'no such revision', sets: [NOW, BEFORE], to: 9n, error: 'unable to find specified revision 9 in history' },
])('given $given, it says so', ({ sets, to, error }) => {
  expect(() => undo(shopRollout(), sets, to)).toThrow(error);
});

it('leaves a template alone that differs only in what Kubernetes fills in', () => {
  const filled = shopTemplate('web:2', { terminationMessagePath: '/dev/termination-log' });
  const sets = [NOW, shopSet('filled', { revision: '2', template: filled })];
  expect(undo(shopRollout(), sets, 0n)).toEqual({ kind: 'unchanged' });
});

it('restores what the current template only lacks', () => {
  const richer = shopTemplate('web:2', { env: [{ name: 'A', value: 'b' }] });
  const sets = [NOW, shopSet('richer', { revision: '2', template: richer })];
  expect(undo(shopRollout(), sets, 0n)).toEqual(restore(richer));
});

it('restores a template without the metadata of its part in an update', () => {
  const template = shopTemplate('web:1');
  const set = shopSet('before', {
    revision: '2',
    annotations: { 'rollout.argoproj.io/ephemeral-metadata': '{"labels":{"role":"stable"}}' },
  });
  const labels = { app: 'web', role: 'stable', 'rollouts-pod-template-hash': 'before' };
  const labelled = { ...set, spec: { template: { ...template, metadata: { labels } } } };
  expect(undo(shopRollout(), [NOW, labelled], 0n)).toEqual(restore(template));
});

it.each([
  { kind: 'Deployment', path: '/spec/template' },
  { kind: 'ReplicaSet', path: '/spec/template' },
  { kind: 'PodTemplate', path: '/template' },
])('restores the template of a $kind that the Rollout refers to at $path', ({ kind, path }) => {
  const { template: _, ...spec } = shopRollout()['spec'] as JsonObject;
  const rollout = { ...shopRollout(), spec: { ...spec, workloadRef: { kind, name: 'web-ref' } } };
  expect(undo(rollout, [NOW, BEFORE], 0n)).toEqual(restore(shopTemplate('web:1'), kind, 'web-ref', path));
});

it('refuses a workload that has no template to restore', () => {
  const rollout = shopRollout({ spec: { workloadRef: { kind: 'StatefulSet', name: 'web-ref' } } });
  const error = 'failed restoring revision 2: workload of type StatefulSet is not supported';
  expect(() => undo(rollout, [NOW, BEFORE], 2n)).toThrow(error);
});
