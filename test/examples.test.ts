import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { RELEASES, startService } from '../examples/quickstart/service.ts';
import { graphite } from '../plugins/graphite/src/graphite.ts';
import { chosenDocuments } from '../src/cli/run/chosen-documents.ts';
import { OPTION_WORDS } from '../src/cli/run/option-words.ts';
import { isJsonObject, type JsonObject } from '../src/core/json.ts';
import { Secret } from '../src/core/secret.ts';
import type { BuildScope, Providers } from '../src/providers/provider.ts';
import { builtInProviders } from '../src/providers/registry.ts';
import { readDocuments } from '../src/resources/read-documents.ts';
import { runSpecOf } from '../src/runner/begin/run-spec-of.ts';
import { withSyntaxCheck } from '../src/runner/begin/syntax-check.ts';
import { resolve } from '../src/template/resolve.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLES = join(ROOT, 'examples');
/** Those in integrations/ are of many kinds and have tests of their own. */
const FILES = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !name.startsWith('integrations'),
);

const providers: Providers = new Map([
  ...builtInProviders({ openJobs: () => Promise.reject(new Error('no Job is looked at here')) }),
  ['graphite', graphite],
]);

/** What the text at the head of each example says to bring along: every key of every Secret is there. */
const scope: BuildScope = {
  env: () => undefined,
  secret: () =>
    Promise.resolve(
      Object.fromEntries(
        ['api-key', 'app-key', 'personal-api-key', 'account-id'].map((key) => [key, new Secret('1234')] as const),
      ),
    ),
  namespace: 'shop',
};

describe.each(FILES)('examples/%s', (file) => {
  const content = readFileSync(join(EXAMPLES, file), 'utf8');

  it('is read without anything to say about it', async () => {
    const { problems, documents } = await withSyntaxCheck((check) =>
      readDocuments([{ name: file, text: content }], check),
    );
    expect(problems).toEqual([]);
    expect(documents).toHaveLength(1);
  });

  it('becomes a run with the arguments its head names, whose provider takes its settings', async () => {
    const { documents } = readDocuments([{ name: file, text: content }]);
    const declared = documents
      .flatMap(({ spec }) => spec.args ?? [])
      .filter((arg) => arg.value === undefined && !arg.valueFrom);
    const given = new Map(
      declared.map(({ name }) => [name, /url|graphite/.test(name) ? 'http://127.0.0.1:1' : 'checkout']),
    );
    const args = { values: given, forThisRun: new Set(given.keys()) };
    const runSpec = runSpecOf(
      chosenDocuments(documents, []),
      documents,
      { args, metrics: [], dryRun: [] },
      OPTION_WORDS,
    );
    const keys = { token: new Secret('t') };
    const resolved = resolve(runSpec, new Map([['status-token', { kind: 'found', keys }]]));
    if (resolved.spec.kind === 'refused') throw new Error(resolved.spec.message);
    expect(resolved.spec.metrics.length).toBeGreaterThan(0);
    for (const { name, provider } of resolved.spec.metrics) {
      const config = configIn(resolved.opened(name), provider.kind);
      expect(await providers.get(provider.kind)?.parse(config, scope)).toBeDefined();
    }
  });

  it('tells its reader how it is run', () => {
    const command = file.startsWith('quickstart') ? 'npm run example' : `verdict run examples/${file}`;
    expect(
      content
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .join('\n'),
    ).toContain(command);
  });
});

it.each(['prometheus', 'web', 'datadog', 'newRelic', 'job', 'graphite'])('there is an example for %s', (kind) => {
  const texts = FILES.map((file) => readFileSync(join(EXAMPLES, file), 'utf8'));
  expect(texts.some((text) => text.includes(`      provider:\n        ${kind}:\n`))).toBe(true);
});

it.each([
  { release: 'good', rates: [0.99, 0.99, 0.99, 0.99, 0.99] },
  { release: 'bad', rates: [0.8, 0.8, 0.8, 0.8, 0.8] },
] as const)('the example service of a $release release says so at every look', async ({ release, rates }) => {
  const service = await startService(RELEASES[release]);
  try {
    const looks: number[] = [];
    for (let i = 0; i < rates.length; i++) {
      const statistics = (await (await fetch(`${service.url}/stats`)).json()) as { readonly successRate: number };
      looks.push(statistics.successRate);
    }
    for (const [index, rate] of rates.entries()) expect(looks[index]).toBeCloseTo(rate, 1);
  } finally {
    await service.stop();
  }
});

it('npm run example -- --bad ends with a failing verdict and leaves nothing running', async () => {
  const example = spawn(process.execPath, [join(ROOT, 'scripts', 'example.ts'), '--bad', '--output', 'json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const report = JSON.parse(await text(example.stdout)) as {
    readonly verdict: string;
    readonly run: { readonly args: readonly { readonly value: string }[] };
  };
  if (example.exitCode === null) await once(example, 'exit');
  expect({ code: example.exitCode, verdict: report.verdict }).toEqual({ code: 1, verdict: 'fail' });
  await expect(fetch(`${report.run.args[0]?.value}/stats`)).rejects.toThrow();
});

function configIn(metric: JsonObject, kind: string): JsonObject {
  const provider = metric['provider'];
  const config = isJsonObject(provider) ? provider[kind] : undefined;
  return isJsonObject(config) ? config : {};
}
