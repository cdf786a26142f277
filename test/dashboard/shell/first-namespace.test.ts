import { expect, it } from 'vitest';
import type { Grant } from '../../../src/dashboard/api/session.ts';
import { firstNamespace } from '../../../src/dashboard/shell/namespace-choices.ts';

it.each<[known: readonly string[], grants: readonly string[], first: string]>([
  [[], [], 'default'],
  [[], ['*'], 'default'],
  [['default', 'shop'], ['*'], 'default'],
  [['demo', 'shop'], ['*'], 'demo'],
  [[], ['shop'], 'shop'],
])('with something in %j and roles in %j, %s is shown first', (known, grants, first) => {
  const roles = grants.map((namespace): Grant => ({ namespace, role: 'viewer' }));
  expect(firstNamespace(known, { name: 'a', grants: roles, signIn: [] })).toBe(first);
});
