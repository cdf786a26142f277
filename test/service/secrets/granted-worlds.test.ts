import { afterAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { Secret } from '../../../src/core/secret.ts';
import { builtInProviders } from '../../../src/providers/registry.ts';
import { folderSecrets } from '../../../src/runner/secrets/folder-secrets.ts';
import type { SecretSource } from '../../../src/runner/secrets/secret-source.ts';
import type { Grant } from '../../../src/service/config/service-config.ts';
import {
  type GrantedWorld,
  type GrantedWorldsParts,
  grantedWorlds,
} from '../../../src/service/secrets/granted-worlds.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
folder.write('api/token', 'folder-token');
folder.write('api/other', 'folder-other');
folder.write('hidden/token', 'hidden-token');
afterAll(() => folder.remove());

const ENV = {
  VERDICT_SECRET_API__TOKEN: 'env-token',
  VERDICT_SECRET_API__APP_KEY: 'env-app-key',
  VERDICT_SECRET_HIDDEN__TOKEN: 'hidden',
  DD_API_KEY: 'dd-key',
  AWS_SECRET_ACCESS_KEY: 'aws-key',
  HTTP_PROXY: 'http://me:pw@proxy:1',
};

/** A cluster that says which Secret of which namespace was read. */
const cluster: SecretSource = {
  where: () => 'the cluster',
  read: async (name, namespace) => ({ kind: 'found', keys: { token: new Secret(`${namespace}/${name}`) } }),
};

const NONE: Omit<Grant, 'namespace'> = { secrets: [], environment: [], jobs: false };
const providers = builtInProviders({ openJobs: () => Promise.reject(new Error('no cluster')) });

async function worldsOf(grants: readonly Grant[], more: Partial<GrantedWorldsParts> = {}) {
  const said: string[] = [];
  const log = { info: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  const secrets = await folderSecrets(folder.path, '--secrets-dir');
  const worldFor = grantedWorlds({ grants, env: ENV, folder: secrets, cluster, providers, log, ...more });
  return { worldFor, said };
}

/** The keys of a Secret in clear, or why there is none. */
async function read({ secrets }: GrantedWorld, name: string, namespace = 'elsewhere'): Promise<unknown> {
  const found = await secrets.read(name, namespace);
  if (found.kind === 'failed') return found.message;
  return Object.fromEntries(Object.entries(found.keys).map(([key, secret]) => [key, secret.open()]));
}

describe('a namespace without a grant', () => {
  it('has no Secret, no variable and no Jobs, and only the log says why', async () => {
    const { worldFor, said } = await worldsOf([
      { ...NONE, namespace: 'other', secrets: [{ name: 'api', from: 'environment' }], environment: ['DD_API_KEY'] },
    ]);
    const world = worldFor('shop');
    expect(await read(world, 'api')).toBe('secrets "api" not found');
    expect(await read(world, 'api')).toBe('secrets "api" not found');
    expect(await read(world, 'no-such')).toBe('secrets "no-such" not found');
    expect(world.secrets.placesOf({ name: 'api', key: 'token' })).toBe('what namespace "shop" has been granted');
    expect(world.env).toEqual({});
    expect([...world.providers.keys()].sort()).toEqual(['datadog', 'newRelic', 'prometheus', 'web']);
    expect(said).toEqual([
      'Secret "api" is not there for namespace "shop": no grant names it',
      'Secret "no-such" is not there for namespace "shop": no grant names it',
    ]);
  });
});

describe('a grant', () => {
  it.each<{ given: string; secrets: Grant['secrets']; api: unknown }>([
    {
      given: 'from the environment',
      secrets: [{ name: 'api', from: 'environment' }],
      api: expect.objectContaining({ token: 'env-token', 'app-key': 'env-app-key' }),
    },
    {
      given: 'of one key from the environment',
      secrets: [{ name: 'api', keys: ['App.Key'], from: 'environment' }],
      api: { 'App.Key': 'env-app-key' },
    },
    {
      given: 'from the folder',
      secrets: [{ name: 'api', from: 'folder' }],
      api: { token: 'folder-token', other: 'folder-other' },
    },
    {
      given: 'of one key from the folder',
      secrets: [{ name: 'api', keys: ['other'], from: 'folder' }],
      api: { other: 'folder-other' },
    },
    {
      given: 'from the cluster: of the namespace itself, whatever was asked for',
      secrets: [{ name: 'api', from: 'cluster' }],
      api: { token: 'shop/api' },
    },
    {
      given: 'of two places: the environment counts more',
      secrets: [
        { name: 'api', from: 'cluster' },
        { name: 'api', keys: ['other'], from: 'folder' },
        { name: 'api', keys: ['token'], from: 'environment' },
      ],
      api: { token: 'env-token', other: 'folder-other' },
    },
    { given: 'of a key that is not there', secrets: [{ name: 'api', keys: ['none'], from: 'folder' }], api: {} },
  ])('$given gives that and nothing else', async ({ secrets, api }) => {
    const { worldFor } = await worldsOf([{ ...NONE, namespace: 'shop', secrets }]);
    expect(await read(worldFor('shop'), 'api')).toEqual(api);
    expect(await read(worldFor('shop'), 'hidden')).toBe('secrets "hidden" not found');
    expect(await read(worldFor('shop'), '../api')).toBe('secrets "../api" not found');
    expect(await read(worldFor('other'), 'api', 'shop')).toBe('secrets "api" not found');
  });

  it('to * and grants to the namespace itself add up', async () => {
    const { worldFor } = await worldsOf([
      {
        ...NONE,
        namespace: '*',
        secrets: [{ name: 'api', keys: ['token'], from: 'folder' }],
        environment: ['DD_API_KEY'],
      },
      {
        ...NONE,
        namespace: 'shop',
        secrets: [{ name: 'hidden', from: 'folder' }],
        environment: ['DD_SITE'],
        jobs: true,
      },
    ]);
    expect(await read(worldFor('shop'), 'api')).toEqual({ token: 'folder-token' });
    expect(await read(worldFor('shop'), 'hidden')).toEqual({ token: 'hidden-token' });
    expect(await read(worldFor('other'), 'api')).toEqual({ token: 'folder-token' });
    expect(await read(worldFor('other'), 'hidden')).toBe('secrets "hidden" not found');
    expect(worldFor('shop').env).toEqual({ DD_API_KEY: 'dd-key' });
    expect(worldFor('other').env).toEqual({ DD_API_KEY: 'dd-key' });
    expect(worldFor('shop').providers.has('job')).toBe(true);
    expect(worldFor('other').providers.has('job')).toBe(false);
  });

  it('of what is not there says so in the log', async () => {
    const { worldFor, said } = await worldsOf([
      { ...NONE, namespace: 'shop', secrets: [{ name: 'gone', from: 'folder' }] },
    ]);
    expect(await read(worldFor('shop'), 'gone')).toBe('secrets "gone" not found');
    expect(said).toEqual(['Secret "gone" is not there for namespace "shop": it is granted, but there is none']);
  });

  it('from a place that cannot be read tells the caller no path and no address', async () => {
    const broken: SecretSource = {
      where: () => '',
      read: () => Promise.reject(new Fault('CLUSTER_UNREACHABLE', 'https://10.0.0.1:6443: connection refused')),
    };
    const grant: Grant = { ...NONE, namespace: 'shop', secrets: [{ name: 'api', from: 'cluster' }] };
    const { worldFor, said } = await worldsOf([grant], { cluster: broken });
    await expect(read(worldFor('shop'), 'api')).rejects.toThrow(
      expect.objectContaining({ code: 'CLUSTER_UNREACHABLE', message: 'secrets "api" cannot be read now' }),
    );
    expect(said).toEqual([
      'Secret "api" of namespace "shop" cannot be read: https://10.0.0.1:6443: connection refused',
    ]);
  });

  it('does not fill the log: of many names that templates make up, the first hundred are told', async () => {
    const { worldFor, said } = await worldsOf([]);
    for (let index = 0; index < 150; index += 1) await read(worldFor('shop'), `made-up-${index}`);
    expect(said).toHaveLength(100);
  });
});

describe('a configuration', () => {
  it.each<{ grant: Grant; without: 'folder' | 'cluster'; text: string }>([
    {
      grant: { ...NONE, namespace: 'a', secrets: [{ name: 'api', from: 'folder' }] },
      without: 'folder',
      text: 'grants[0]: Secret "api" is granted from the folder, so --secrets-dir must say which',
    },
    {
      grant: { ...NONE, namespace: 'a', secrets: [{ name: 'api', from: 'cluster' }] },
      without: 'cluster',
      text: 'grants[0]: Secret "api" is granted from the cluster, so --context or --kubeconfig must say which',
    },
    {
      grant: { ...NONE, namespace: 'a', jobs: true },
      without: 'cluster',
      text: 'grants[0]: Jobs are granted, so --context or --kubeconfig must say in which cluster',
    },
  ])('that grants from a $without that was not given is refused', ({ grant, without, text }) => {
    const log = { info() {}, error() {} };
    const places = without === 'folder' ? { cluster } : { folder: cluster };
    expect(() => grantedWorlds({ grants: [grant], env: {}, providers, log, ...places })).toThrow(text);
  });
});
