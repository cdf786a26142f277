import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { textIn } from '../../../src/core/json-members.ts';
import type { Role } from '../../../src/service/access/access.ts';
import { digestOf } from '../../../src/service/access/digest.ts';
import { newToken } from '../../../src/service/access/tokens/token-text.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { operationsOf } from './fuzz/operations.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const T = '/api/v1/namespaces/team';

/** Every call of the API with the least role that may make it; `everywhere` where it spans namespaces. */
type Call = readonly [method: string, path: string, role: Role | 'anyone' | 'world', everywhere?: 'everywhere'];
const CALLS: readonly Call[] = [
  ['GET', '/healthz', 'world'],
  ['GET', '/readyz', 'world'],
  ['GET', '/metrics', 'viewer', 'everywhere'],
  ['GET', '/api/v1/namespaces', 'anyone'],
  ['GET', `${T}/templates`, 'viewer'],
  ['GET', `${T}/templates/a`, 'viewer'],
  ['PUT', `${T}/templates/a`, 'admin'],
  ['DELETE', `${T}/templates/a`, 'admin'],
  ['POST', `${T}/templates:validate`, 'viewer'],
  ['GET', '/api/v1/clustertemplates', 'viewer', 'everywhere'],
  ['GET', '/api/v1/clustertemplates/a', 'viewer', 'everywhere'],
  ['PUT', '/api/v1/clustertemplates/a', 'admin', 'everywhere'],
  ['DELETE', '/api/v1/clustertemplates/a', 'admin', 'everywhere'],
  ['POST', '/api/v1/clustertemplates:validate', 'viewer', 'everywhere'],
  ['POST', `${T}/runs`, 'runner'],
  ['GET', `${T}/runs`, 'viewer'],
  ['GET', `${T}/runs/${NOBODY}`, 'viewer'],
  ['GET', `${T}/runs/${NOBODY}/evidence`, 'viewer'],
  ['GET', `${T}/runs/${NOBODY}/events`, 'viewer'],
  ['GET', `${T}/events?lastEventId=x`, 'viewer'],
  ['POST', `${T}/runs/${NOBODY}/terminate`, 'runner'],
  ['POST', `${T}/runs/${NOBODY}/retry`, 'runner'],
  ['DELETE', `${T}/runs/${NOBODY}`, 'admin'],
  ['POST', `${T}/gate/nothing`, 'runner'],
];

const ROLES = ['viewer', 'runner', 'admin'] as const;

describe('where callers must authenticate', () => {
  let stage: ApiStage;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    stage = await openApiStage({ config: 'authentication: {tokens: true}\nrateLimit: {requestsPerMinute: 100000}\n' });
    for (const namespace of ['team', 'other', '*']) {
      for (const role of ROLES) {
        const token = newToken((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
        tokens.set(`${namespace} ${role}`, token.open());
        const kept = {
          id: randomUUID(),
          name: role,
          hash: digestOf(token.open()),
          namespace,
          role,
          createdAt: systemClock.now(),
        };
        await stage.store.access.createToken(kept);
      }
    }
  });
  afterAll(() => stage.stop());

  const refusal = async (method: string, path: string, token?: string): Promise<number | undefined> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { status } = await stage.ask(method, path, { headers, ...(method === 'PUT' && { body: gateTemplate(1) }) });
    return status === 401 || status === 403 ? status : undefined;
  };

  it('every call that the document describes is in the table', async () => {
    const { json } = await stage.ask('GET', '/api/openapi.json');
    const patterns = operationsOf(json as Parameters<typeof operationsOf>[0]).map(({ method, path }) => ({
      name: `${method} ${path}`,
      method,
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/:?]+')}$`),
    }));
    const missing = patterns.filter(
      ({ method, pattern }) => !CALLS.some(([one, path]) => one === method && pattern.test(path.split('?')[0] ?? '')),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(CALLS.map(([method, path, role, everywhere]) => ({ method, path, role, everywhere })))(
    '$method $path is for: $role $everywhere',
    async ({ method, path, role, everywhere }) => {
      expect(await refusal(method, path)).toBe(role === 'world' ? undefined : 401);
      const least = role === 'world' || role === 'anyone' ? 0 : ROLES.indexOf(role);
      for (const namespace of ['team', 'other', '*']) {
        for (const [rank, given] of ROLES.entries()) {
          const fits =
            role === 'world' ||
            role === 'anyone' ||
            namespace === '*' ||
            (namespace === 'team' && everywhere === undefined);
          const expected = fits && rank >= least ? undefined : 403;
          expect([namespace, given, await refusal(method, path, tokens.get(`${namespace} ${given}`))]).toEqual([
            namespace,
            given,
            expected,
          ]);
        }
      }
    },
  );

  it('a refusal says which role is missing where, and how to show who one is', async () => {
    const headers = { authorization: `Bearer ${tokens.get('team viewer')}` };
    const refused = await stage.team('POST', '/gate/nothing', { headers });
    expect(textIn(refused.json, 'detail')).toMatch(/runner.*team/);
    const unknown = await stage.team('GET', '/runs');
    expect([unknown.status, unknown.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Bearer /)]);
  });

  it('the list of namespaces has those that the caller may see', async () => {
    const admin = { authorization: `Bearer ${tokens.get('* admin')}` };
    for (const namespace of ['team', 'other', 'third']) {
      await stage.ask('PUT', `/api/v1/namespaces/${namespace}/templates/gate`, {
        headers: admin,
        body: gateTemplate(1),
      });
    }
    const seen = async (who: string): Promise<unknown> => {
      const { json } = await stage.ask('GET', '/api/v1/namespaces', {
        headers: { authorization: `Bearer ${tokens.get(who)}` },
      });
      return (json as { items: { name: string }[] }).items.map(({ name }) => name);
    };
    expect([await seen('team viewer'), await seen('* viewer')]).toEqual([['team'], ['other', 'team', 'third']]);
  });
});
