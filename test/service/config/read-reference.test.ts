import { afterEach, describe, expect, it } from 'vitest';
import { readReference } from '../../../src/service/config/read-reference.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
afterEach(() => folder.remove());

describe('a secret that the configuration names', () => {
  it.each(['s3cret', 's3cret\n', 's3cret\r\n'])(
    'is the text of a file without the newline at its end: %j',
    async (text) => {
      const secret = await readReference({ kind: 'file', path: folder.write('key', text) }, 'callbacks.signingKey', {});
      expect(secret.open()).toBe('s3cret');
      expect(String(secret)).toBe('*****');
    },
  );

  it('is the text of a variable', async () => {
    const secret = await readReference({ kind: 'env', name: 'KEY' }, 'callbacks.signingKey', { KEY: 's3cret' });
    expect(secret.open()).toBe('s3cret');
  });

  it.each([
    [{ kind: 'env', name: 'KEY' } as const, {}, 'callbacks.signingKey: the variable KEY is not set'],
    [{ kind: 'env', name: 'KEY' } as const, { KEY: '' }, 'callbacks.signingKey: the variable KEY is empty'],
    [{ kind: 'file', path: '/nowhere/key' } as const, {}, 'callbacks.signingKey: /nowhere/key cannot be read: ENOENT'],
  ])('is asked for where it is not: %j %j', async (reference, env, text) => {
    await expect(readReference(reference, 'callbacks.signingKey', env)).rejects.toThrow(text);
  });
});
