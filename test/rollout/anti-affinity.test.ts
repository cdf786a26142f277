import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import {
  type AntiAffinityQuestion,
  antiAffinityIndex,
  isAntiAffinityOutdated,
  withAntiAffinity,
  withoutAntiAffinity,
} from '../../src/rollout/anti-affinity.ts';

const OWN_TERM = { labelSelector: { matchLabels: { app: 'shop' } }, topologyKey: 'kubernetes.io/hostname' };
const OWN: JsonObject = {
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [OWN_TERM, { topologyKey: 'without-selector' }],
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: OWN_TERM }],
  },
};

const required: AntiAffinityQuestion = {
  namespace: 'prod',
  antiAffinity: { kind: 'required' },
  stableRS: 'old',
  podHash: 'new',
};
const preferred: AntiAffinityQuestion = { ...required, antiAffinity: { kind: 'preferred', weight: 7 } };

describe('new pods keep away from stable ones (rollout.md §20.3)', () => {
  it('must, by a term behind the template’s own', () => {
    expect(withAntiAffinity(OWN, required)).toMatchObject({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {},
          {},
          {
            labelSelector: {
              matchExpressions: [{ key: 'rollouts-pod-template-hash', operator: 'In', values: ['old'] }],
            },
            namespaces: ['prod'],
            topologyKey: 'kubernetes.io/hostname',
          },
        ],
      },
    });
  });

  it('would like to, by a term of some weight', () => {
    expect(withAntiAffinity(undefined, preferred)).toMatchObject({
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 7 }] },
    });
  });

  const { antiAffinity: _, ...unasked } = required;
  it.each<[when: string, question: AntiAffinityQuestion]>([
    ['the Rollout does not ask for it', unasked],
    ['nothing is stable yet', { ...required, stableRS: '' }],
    ['the template is the stable one', { ...required, podHash: 'old' }],
  ])('not at all when %s', (_, question) => {
    expect(withAntiAffinity(OWN, question)).toBe(OWN);
  });

  it.each([
    ['required', required, 2],
    ['preferred', preferred, 1],
  ] as const)('a %s term is found and taken away again', (kind, question, index) => {
    const injected = withAntiAffinity(OWN, question);
    expect(antiAffinityIndex(injected, kind)).toBe(index);
    expect(withoutAntiAffinity(injected, kind)).toEqual(OWN);
    expect(withoutAntiAffinity(withAntiAffinity(undefined, question), kind)).toBeUndefined();
  });

  it('is found nowhere in what the user wrote', () => {
    const anything = fc.oneof(fc.constant(OWN), fc.constant(undefined), fc.dictionary(fc.string(), fc.constant(null)));
    fc.assert(
      fc.property(anything, (affinity) => {
        expect(antiAffinityIndex(affinity, 'required')).toBe(-1);
        expect(withoutAntiAffinity(affinity, 'required')).toBe(affinity);
      }),
    );
  });

  it.each([
    { given: 'stable is the same', now: required, isOutdated: false },
    { given: 'another revision is stable', now: { ...required, stableRS: 'older' }, isOutdated: true },
    { given: 'the new revision was promoted', now: { ...required, stableRS: 'new' }, isOutdated: false },
    { given: 'it is now a wish', now: { ...preferred, stableRS: 'older' }, isOutdated: false },
  ])('is outdated: $isOutdated, when $given', ({ now, isOutdated }) => {
    expect(isAntiAffinityOutdated(withAntiAffinity(OWN, required), now)).toBe(isOutdated);
  });
});
