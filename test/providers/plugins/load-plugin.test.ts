import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPlugin } from '../../../src/providers/plugins/load-plugin.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROVIDER = `{ kind: 'x', type: 'X', parse: (raw) => raw, measure: async () => ({ kind: 'value', value: 1, text: '1' }) }`;

const kindsOf = async (named: string, from: string): Promise<readonly string[]> =>
  (await loadPlugin(named, from)).providers.map(({ kind }) => kind);

describe('a plugin', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'verdict-plugin-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }

  it.each([
    { from: 'a folder of TypeScript', named: 'plugins/graphite' },
    { from: 'a file of TypeScript', named: 'plugins/graphite/src/graphite.ts' },
    { from: 'a package of the workspace', named: 'verdict-plugin-graphite' },
  ])('is loaded from $from', async ({ named }) => {
    expect(await kindsOf(named, ROOT)).toEqual(['graphite']);
  });

  it.each<{ from: string; named: string; files: Readonly<Record<string, string>> }>([
    {
      from: 'a folder without a package.json',
      named: './bare',
      files: { 'bare/index.js': `export const plugin = { apiVersion: 1, providers: [${PROVIDER}] };` },
    },
    {
      from: 'the entry that package.json calls main',
      named: 'mained',
      files: {
        'mained/package.json': '{"main":"./lib/start.mjs"}',
        'mained/lib/start.mjs': `export const plugin = { apiVersion: 1, providers: [${PROVIDER}] };`,
      },
    },
    {
      from: 'the entry that exports names for modules',
      named: '@acme/metrics',
      files: {
        'node_modules/@acme/metrics/package.json': '{"exports":{".":{"require":"./no.cjs","import":"./yes.mjs"}}}',
        'node_modules/@acme/metrics/yes.mjs': `export const plugin = { apiVersion: 1, providers: [${PROVIDER}] };`,
      },
    },
  ])('is loaded from $from', async ({ named, files }) => {
    for (const [name, text] of Object.entries(files)) write(name, text);
    expect(await kindsOf(named, folder)).toEqual(['x']);
  });

  it('is what the README of the Graphite plugin shows', async () => {
    const readme = readFileSync(join(ROOT, 'plugins/graphite/README.md'), 'utf8');
    write('readme.ts', /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '');
    expect(await kindsOf('readme.ts', folder)).toEqual(['answer']);
  });

  it('far from any Verdict is given the one that runs', () => {
    write(
      'far/index.ts',
      "import { definePlugin } from 'verdict/plugin';\nexport const plugin = definePlugin({ apiVersion: 1, providers: [" +
        PROVIDER +
        '] });',
    );
    const loader = new URL('../../../src/providers/plugins/load-plugin.ts', import.meta.url).href;
    const code = `const { loadPlugin } = await import(${JSON.stringify(loader)});
      const { providers } = await loadPlugin('far', ${JSON.stringify(folder)});
      console.log(providers[0].kind);`;
    // In a process of its own: the test runner has module loading in its own hands.
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(said).toBe('x\n');
  });

  it('in TypeScript is loaded through a link in node_modules', async () => {
    write('linked/index.ts', `export const plugin = { apiVersion: 1 as const, providers: [${PROVIDER}] };`);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(join(folder, 'linked'), join(folder, 'node_modules', 'linked'));
    expect(await kindsOf('node_modules/linked', folder)).toEqual(['x']);
  });

  it.each<{ given: string; text: string; says: string }>([
    { given: 'nothing', text: 'export const other = 1;', says: "it exports no 'plugin'" },
    { given: 'a text', text: "export const plugin = 'x';", says: "its export 'plugin' is a string" },
    {
      given: 'another API version',
      text: `export const plugin = { apiVersion: 2, providers: [${PROVIDER}] };`,
      says: 'it was built for plugin API 2, this Verdict has 1',
    },
    {
      given: 'no API version',
      text: `export const plugin = { providers: [${PROVIDER}] };`,
      says: 'it was built for plugin API undefined',
    },
    {
      given: 'no provider',
      text: 'export const plugin = { apiVersion: 1, providers: [] };',
      says: "its 'providers' is not a list with at least one provider",
    },
    {
      given: 'a provider without measure',
      text: "export const plugin = { apiVersion: 1, providers: [{ kind: 'x', type: 'X', parse() {} }] };",
      says: "provider 'x' lacks its member 'measure' (a function)",
    },
    {
      given: 'a provider that can be resumed but not terminated',
      text: `export const plugin = { apiVersion: 1, providers: [{ ...${PROVIDER}, inFlight: { resume() {} } }] };`,
      says: "provider 'x' lacks its member 'inFlight.terminate' (a function)",
    },
    { given: 'a mistake', text: "throw new Error('boom');", says: 'it cannot be loaded: boom' },
    {
      given: 'a file without a plugin in it',
      text: 'export const plugin = {',
      says: 'it cannot be loaded: ',
    },
  ])('that gives $given is refused', async ({ given, text, says }) => {
    const named = `${given.replaceAll(' ', '-')}.mjs`;
    write(named, text);
    await expect(loadPlugin(named, folder)).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringContaining(`plugin '${named}': ${says}`),
    });
  });

  it('with a damaged package.json is refused', async () => {
    write('damaged/package.json', '{"main":');
    await expect(loadPlugin('damaged', folder)).rejects.toMatchObject({
      code: 'PLUGIN_INVALID',
      message: expect.stringContaining("plugin 'damaged': it cannot be read: "),
    });
  });

  it.each(['nowhere', './nowhere', '@acme/nowhere', 'no/such/folder'])(
    'that is not there is refused: %s',
    async (named) => {
      await expect(loadPlugin(named, folder)).rejects.toMatchObject({
        code: 'PLUGIN_INVALID',
        message: `plugin '${named}': there is no such file, folder or package (looked from ${folder})`,
      });
    },
  );
});
