import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { identityOfClaims } from '../../../../src/service/access/oidc/identity-of-claims.ts';
import { returnPath } from '../../../../src/service/access/oidc/return-path.ts';

const roles = [
  { value: 'release-team', namespace: 'shop', role: 'runner' as const },
  { value: 'sre', namespace: '*', role: 'admin' as const },
];

function grantsOf(claims: JsonObject, rolesClaim: string): readonly string[] {
  const { grants } = identityOfClaims(claims, { nameClaim: 'email', rolesClaim, roles });
  return grants.map(({ namespace, role }) => `${namespace} ${role}`);
}

describe('the roles in a JWT', () => {
  it.each<[rolesClaim: string, claims: JsonObject, grants: readonly string[]]>([
    ['groups', { groups: ['release-team', 'sre'] }, ['shop runner', '* admin']],
    ['groups', { groups: 'sre' }, ['* admin']],
    ['groups', { groups: 'sre release-team' }, []],
    ['groups', { groups: ['SRE', 'sre2', 5, null, { value: 'sre' }] }, []],
    ['groups', {}, []],
    ['realm_access.roles', { realm_access: { roles: ['sre'] } }, ['* admin']],
    ['realm_access.roles', { realm_access: 'sre' }, []],
    ['realm_access.roles', { realm_access: ['sre'] }, []],
    ['https://shop.example/roles', { 'https://shop.example/roles': ['sre'] }, ['* admin']],
    ['constructor.name', {}, []],
    ['__proto__', {}, []],
  ])('in %s of %j are %j', (rolesClaim, claims, grants) => {
    expect(grantsOf(claims, rolesClaim)).toEqual(grants);
  });
});

describe('the name in a JWT', () => {
  it.each<[claims: JsonObject, name: string]>([
    [{ email: 'alice@example.com', sub: 'u-1' }, 'alice@example.com'],
    [{ sub: 'u-1' }, 'user u-1'],
    [{ email: 5, sub: 'u-1' }, 'user u-1'],
    [{ email: '', sub: 'u-1' }, 'user u-1'],
    [{ email: 'anonymous', sub: 'u-1' }, 'user anonymous'],
    [{ email: 'token ci', sub: 'u-1' }, 'user token ci'],
    [{ email: 'token ci@example.com', sub: 'u-1' }, 'user token ci@example.com'],
    [{ email: 'a@b\u202e\n{"audit":true}', sub: 'u-1' }, 'a@b{"audit":true}'],
    [{ email: `${'a'.repeat(300)}@example.com`, sub: 'u-1' }, `user ${'a'.repeat(200)}`],
  ])('%j is %s', (claims, name) => {
    expect(identityOfClaims(claims, { nameClaim: 'email', rolesClaim: 'groups', roles }).name).toBe(name);
  });
});

describe('the way back after signing in', () => {
  it.each([undefined, '', '/', '/runs?label=team#top', '/n/shop/runs/1?a=%2F%2Fb'])('may be %j', (path) => {
    expect(returnPath(path)).toBe(path === undefined || path === '' ? '/' : path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'runs',
    '/runs\r\nset-cookie: a=b',
    '/ evil',
    ' //evil.example',
    '/\u2028',
    'http:/evil.example',
    '/a\\..\\\\evil.example',
  ])('may not be %j', (path) => {
    expect(() => returnPath(path)).toThrow('"returnTo" must be a path of this service');
  });
});
