import type { JsonObject } from '../../../../src/core/json.ts';
import { created, type KindCase } from './kind-case.ts';

const BUDGETS = '/apis/policy/v1/namespaces/NS/poddisruptionbudgets';
const SELECTOR: JsonObject = { matchLabels: { app: 'a' } };

const budget = (spec: JsonObject): JsonObject => ({ metadata: { name: 'a' }, spec: { selector: SELECTOR, ...spec } });

const SPECS: readonly (readonly [title: string, spec: JsonObject])[] = [
  ['a number that is to stay', { minAvailable: 2 }],
  ['a share that may be missing', { maxUnavailable: '30%' }],
  ['nothing at all', {}],
  ['both', { minAvailable: 2, maxUnavailable: 1 }],
  ['a number below zero', { minAvailable: -1 }],
  ['a share above all', { maxUnavailable: '101%' }],
  ['a text that is no share', { minAvailable: 'many' }],
  ['a policy', { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' }],
  ['a policy that nobody knows', { minAvailable: 1, unhealthyPodEvictionPolicy: 'Never' }],
  ['no selector', { minAvailable: 1, selector: null }],
  ['a bad selector', { minAvailable: 1, selector: { matchLabels: { app: 'a/b/' } } }],
];

/** PodDisruptionBudgets. What changes of them say is not compared here, because a real cluster writes their status meanwhile. */
export const BUDGET_CASES: readonly KindCase[] = SPECS.map(([title, spec]) =>
  created(`a PodDisruptionBudget with ${title}`, BUDGETS, budget(spec)),
);
