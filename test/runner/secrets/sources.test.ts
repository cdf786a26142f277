import { mkdirSync, symlinkSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { commandLineSecrets } from '../../../src/cli/run/secrets/command-line-secrets.ts';
import { Fault } from '../../../src/core/fault.ts';
import { Secret } from '../../../src/core/secret.ts';
import { clusterSecrets } from '../../../src/runner/secrets/cluster-secrets.ts';
import { environmentSecrets } from '../../../src/runner/secrets/environment-secrets.ts';
import { folderSecrets } from '../../../src/runner/secrets/folder-secrets.ts';
import type { SecretSource } from '../../../src/runner/secrets/secret-source.ts';
import { SecretStore } from '../../../src/runner/secrets/secret-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function opened(source: Pick<SecretSource, 'read'>, name: string): Promise<unknown> {
  const read = await source.read(name, 'default');
  if (read.kind === 'failed') return read.message;
  return Object.fromEntries(Object.entries(read.keys).map(([key, secret]) => [key, secret.open()]));
}

describe('the environment', () => {
  const env = {
    VERDICT_SECRET_API_KEY__TOKEN: 'one',
    VERDICT_SECRET_API_KEY__APP_KEY: 'two',
    VERDICT_SECRET_CASE__APITOKEN: 'three',
    OTHER: 'x',
  };

  it('holds the keys of a Secret in their usual spellings', async () => {
    const keys = await opened(environmentSecrets(env, []), 'api-key');
    expect(keys).toMatchObject({ token: 'one', TOKEN: 'one', 'app-key': 'two', app_key: 'two', 'app.key': 'two' });
  });

  it('holds a key just as the run spells it', async () => {
    expect(await opened(environmentSecrets(env, [{ name: 'case', key: 'apiToken' }]), 'case')).toMatchObject({
      apiToken: 'three',
    });
  });

  it('says which variable it looks for', () => {
    expect(environmentSecrets(env, []).where({ name: 'my.api', key: 'x-y' })).toBe(
      'VERDICT_SECRET_MY_API__X_Y in the environment',
    );
  });

  it('knows nothing of other Secrets', async () => {
    expect(await opened(environmentSecrets(env, []), 'api')).toBe('secrets "api" not found');
  });
});

describe('a folder', () => {
  it('holds a file a key, to the byte', async () => {
    folder.write('s1/api/token', 'line\n');
    expect(await opened(await folderSecrets(folder.at('s1'), '--secrets-dir'), 'api')).toEqual({ token: 'line\n' });
  });

  it('is read as Kubernetes mounts Secrets', async () => {
    folder.write('s2/api/..2026/token', 'mounted');
    symlinkSync('..2026', folder.at('s2/api/..data'));
    symlinkSync('..data/token', folder.at('s2/api/token'));
    expect(await opened(await folderSecrets(folder.at('s2'), '--secrets-dir'), 'api')).toEqual({ token: 'mounted' });
  });

  it.each(['..', '.', 'a/../../b', 'none'])('has no Secret named %s', async (name) => {
    mkdirSync(folder.at('s3'), { recursive: true });
    expect(await opened(await folderSecrets(folder.at('s3'), '--secrets-dir'), name)).toBe(
      `secrets "${name}" not found`,
    );
  });

  it('must be there', async () => {
    await expect(folderSecrets(folder.at('nowhere'), '--secrets-dir')).rejects.toThrow(
      /^--secrets-dir .*nowhere: there is no such folder$/,
    );
  });
});

describe('a cluster', () => {
  it('that does not answer for a while is taken at its last word', async () => {
    let isDown = false;
    const source = clusterSecrets(async () => {
      if (isDown) throw new Fault('CLUSTER_UNREACHABLE', 'down');
      return { kind: 'found', keys: { k: new Secret('v') } };
    }, 'the cluster');
    expect(await opened(source, 's')).toEqual({ k: 'v' });
    isDown = true;
    expect(await opened(source, 's')).toEqual({ k: 'v' });
    await expect(source.read('t', 'default')).rejects.toThrow('down');
  });
});

describe('all places together', () => {
  const store = new SecretStore([
    commandLineSecrets(['s/a=line'], {}),
    environmentSecrets({ VERDICT_SECRET_S__A: 'env', VERDICT_SECRET_S__B: 'env' }, []),
    clusterSecrets(async () => ({ kind: 'failed', message: 'secrets "t" is forbidden' }), 'the cluster of context "c"'),
  ]);

  it('let the first decide, key by key', async () => {
    expect(await opened(store, 's')).toMatchObject({ a: 'line', b: 'env' });
  });

  it('say what the last one said when nobody has it', async () => {
    expect(await opened(store, 't')).toBe('secrets "t" is forbidden');
  });

  it('say where they looked', () => {
    expect(store.placesOf({ name: 't', key: 'k' })).toBe(
      '--secret t/k=…, VERDICT_SECRET_T__K in the environment, Secret "t" in the cluster of context "c"',
    );
  });
});
