import { afterAll, describe, expect, it } from 'vitest';
import { commandLineSecrets } from '../../../../src/cli/run/secrets/command-line-secrets.ts';
import type { SecretSource } from '../../../../src/runner/secrets/secret-source.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function opened(source: Pick<SecretSource, 'read'>, name: string): Promise<unknown> {
  const read = await source.read(name, 'default');
  if (read.kind === 'failed') return read.message;
  return Object.fromEntries(Object.entries(read.keys).map(([key, secret]) => [key, secret.open()]));
}

describe('--secret', () => {
  const env = { TOKEN: 'from env', EMPTY: '' };

  it.each<{ given: string; option: () => string; is: string }>([
    { given: 'a value', option: () => 's/k=v', is: 'v' },
    { given: 'a value with = in it', option: () => 's/k=a=b==', is: 'a=b==' },
    { given: 'an empty value', option: () => 's/k=', is: '' },
    { given: 'a file', option: () => `s/k=@${folder.write('token', 'from file\n')}`, is: 'from file' },
    { given: 'a variable', option: () => 's/k=env:TOKEN', is: 'from env' },
    { given: 'an empty variable', option: () => 's/k=env:EMPTY', is: '' },
  ])('takes $given', async ({ option, is }) => {
    expect(await opened(commandLineSecrets([option()], env), 's')).toEqual({ k: is });
  });

  it('gathers the keys of one Secret', async () => {
    const source = commandLineSecrets(['s/a=1', 't/a=2', 's/b=3'], env);
    expect(await opened(source, 's')).toEqual({ a: '1', b: '3' });
    expect(await opened(source, 'u')).toBe('secrets "u" not found');
  });

  it.each<{ given: string; says: string }>([
    { given: 'hunter2', says: '--secret NAME/KEY=VALUE needs NAME=VALUE, there is no = in it' },
    { given: 's=hunter2', says: '--secret s=…: NAME/KEY was expected before the =, such as api-token/token' },
    { given: '/k=hunter2', says: '--secret /k=…: NAME/KEY was expected before the =, such as api-token/token' },
    { given: 's/k/l=hunter2', says: '--secret s/k/l=…: NAME/KEY was expected before the =, such as api-token/token' },
    { given: 's/k=env:NONE', says: '--secret s/k=env:NONE: the environment has no variable NONE' },
    {
      given: 's/k=@/none/file',
      says: "--secret s/k=@/none/file: the file cannot be read: ENOENT: no such file or directory, open '/none/file'",
    },
  ])('refuses $given without showing a value', ({ given, says }) => {
    expect(() => commandLineSecrets([given], env)).toThrow(says);
  });
});
