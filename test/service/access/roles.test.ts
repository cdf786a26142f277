import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import type { Role, RoleGrant } from '../../../src/service/access/access.ts';
import { demandRole, roleIn } from '../../../src/service/access/roles.ts';

const shop = (role: Role): RoleGrant => ({ namespace: 'shop', role });
const all = (role: Role): RoleGrant => ({ namespace: '*', role });

function refusal(grants: readonly RoleGrant[], namespace: string, role: Role): string | undefined {
  try {
    demandRole({ name: 'token ci', grants }, namespace, role);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Fault && thrown.code === 'FORBIDDEN' ? thrown.message : `not a refusal: ${thrown}`;
  }
}

describe('a role in a namespace', () => {
  it.each<[has: Role, may: readonly Role[]]>([
    ['viewer', ['viewer']],
    ['runner', ['viewer', 'runner']],
    ['admin', ['viewer', 'runner', 'admin']],
  ])('%s may what %j may', (has, may) => {
    const roles: readonly Role[] = ['viewer', 'runner', 'admin'];
    expect(roles.filter((role) => refusal([shop(has)], 'shop', role) === undefined)).toEqual(may);
  });

  it.each<[readonly RoleGrant[], string, Role | undefined]>([
    [[shop('viewer')], 'shop', 'viewer'],
    [[shop('viewer')], 'till', undefined],
    [[shop('admin')], '*', undefined],
    [[all('runner')], 'till', 'runner'],
    [[all('runner')], '*', 'runner'],
    [[all('viewer'), shop('admin')], 'shop', 'admin'],
    [[all('admin'), shop('viewer')], 'shop', 'admin'],
    [[shop('admin')], 'shop2', undefined],
    [[shop('admin')], '', undefined],
    [[], 'shop', undefined],
  ])('of %j in %s is %s', (grants, namespace, role) => {
    expect(roleIn({ name: 'x', grants }, namespace)).toBe(role);
  });

  it('that is missing is named', () => {
    expect(refusal([shop('viewer')], 'shop', 'runner')).toBe(
      'this takes the role runner in namespace "shop"; token ci is only viewer there',
    );
    expect(refusal([shop('admin')], 'till', 'viewer')).toBe(
      'this takes the role viewer in namespace "till"; token ci has no role there',
    );
    expect(refusal([shop('admin')], '*', 'admin')).toBe(
      'this takes the role admin in all namespaces ("*"); token ci has no role there',
    );
  });
});
