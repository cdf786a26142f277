import { afterAll, describe, expect, it } from 'vitest';
import { argumentsIn, givenArguments } from '../../../src/cli/run/given-arguments.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('a file of arguments', () => {
  it.each<{ given: string; text: string; is: Record<string, string> }>([
    {
      given: 'a YAML object',
      text: 'service: checkout\nlimit: 0.950\n',
      is: { service: 'checkout', limit: '0.950' },
    },
    { given: 'truth values and other bare words', text: 'on: yes\nflag: true', is: { on: 'yes', flag: 'true' } },
    { given: 'quoted numbers', text: `a: "007"\nb: '1e3'`, is: { a: '007', b: '1e3' } },
    { given: 'a JSON object', text: '{"service": "checkout", "n": 3}', is: { service: 'checkout', n: '3' } },
    {
      given: 'lines',
      text: '# staging\n\nservice=checkout\r\nquery=a=b\n',
      is: { service: 'checkout', query: 'a=b' },
    },
    { given: 'an empty value', text: 'a=\n', is: { a: '' } },
    { given: 'nothing', text: '', is: {} },
    { given: 'comments only', text: '# none yet\n', is: {} },
  ])('can hold $given', ({ text, is }) => {
    expect(Object.fromEntries(argumentsIn(text, 'args').map(({ name, value }) => [name, value]))).toEqual(is);
  });

  it.each<{ given: string; text: string; says: string }>([
    {
      given: 'a list',
      text: '- a\n- b\n',
      says: 'args:1: a line of --args-file needs NAME=VALUE, there is no = in it',
    },
    {
      given: 'an object in an object',
      text: 'a: {b: 1}',
      says: 'args: --args-file takes an object of plain values; one of them is empty, a list or an object',
    },
    {
      given: 'a name without value',
      text: 'a:\n',
      says: 'args: --args-file takes an object of plain values; one of them is empty, a list or an object',
    },
  ])('cannot hold $given', ({ text, says }) => {
    expect(() => argumentsIn(text, 'args')).toThrow(says);
  });
});

describe('arguments of a command line', () => {
  it('beat those of files, and later ones beat earlier ones', async () => {
    const first = folder.write('first.yaml', 'a: 1\nb: 1\nc: 1\n');
    const second = folder.write('second.env', 'b=2\n');
    const { values, forThisRun } = await givenArguments(['c=3', 'd=4', 'd=5'], [first, second]);
    expect([...values]).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', '5'],
    ]);
    expect([...forThisRun]).toEqual(['c', 'd']);
  });

  it.each<{ given: string; says: string }>([
    { given: 'service', says: '--arg needs NAME=VALUE, there is no = in it' },
    { given: '=checkout', says: '--arg needs NAME=VALUE, the name is missing' },
  ])('are refused when they are like $given', async ({ given, says }) => {
    await expect(givenArguments([given], [])).rejects.toMatchObject({ code: 'USAGE_INVALID', message: says });
  });

  it('name the file that cannot be read', async () => {
    await expect(givenArguments([], [folder.at('none.yaml')])).rejects.toThrow(
      /^--args-file .*none\.yaml cannot be read: ENOENT/,
    );
  });
});
