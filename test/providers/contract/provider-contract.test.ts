import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import type { Reading } from '../../../src/core/reading.ts';
import type { Provider, Scope } from '../../../src/providers/provider.ts';
import { type ProviderSubject, providerContract } from '../../../src/testing.ts';

interface Config {
  readonly address: string;
  readonly key: string;
}

/** A provider without fault: it asks for a number. */
const right: Provider<Config> = {
  kind: 'right',
  type: 'Right',
  parse(raw) {
    const settings = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {};
    const { address, key } = settings as Partial<Config>;
    if (typeof address !== 'string') throw new Fault('PROVIDER_CONFIG_INVALID', 'right.address is missing');
    return { address, key: typeof key === 'string' ? key : '' };
  },
  async measure(config, scope) {
    const { status, body } = await ask(config, scope);
    const value = Number(body);
    if (status !== 200 || Number.isNaN(value)) throw new Fault('PROVIDER_ANSWER_INVALID', 'no number');
    return { kind: 'value', value, text: String(value) };
  },
  describe: ({ address }) => ({ address }),
};

function ask({ address, key }: Config, { http, signal }: Scope, search = '') {
  return http.send({ method: 'GET', url: `${address}/${search}`, headers: [['key', key]], timeoutMs: 5_000, signal });
}

const subjectOf = (change: Partial<Provider<Config>>): ProviderSubject => ({
  provider: { ...right, ...change },
  settings: (address) => ({ address, key: 's3cret' }),
  wrong: [{ field: 'right.address', settings: {} }],
  secretTexts: ['s3cret'],
  healthy: { body: '7' },
});

/** The rules of that name that a subject breaks; of all rules by default. */
async function brokenRules(subject: ProviderSubject, named = /^/): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const { name, run } of providerContract(subject).filter((rule) => named.test(rule.name))) {
    await run().catch(() => broken.push(name));
  }
  return broken;
}

const seven: Reading = { kind: 'value', value: 7, text: '7' };

describe('the contract of providers', () => {
  it('finds no fault with a provider that has none', async () => {
    expect(await brokenRules(subjectOf({}))).toEqual([]);
  });

  it.each<{ does: string; change: Partial<Provider<Config>>; broken: RegExp }>([
    {
      does: 'throws what is no Fault',
      change: {
        parse: () => {
          throw new Error('right.address');
        },
      },
      broken: /^names the field that is wrong/,
    },
    {
      does: 'does not say which field is wrong',
      change: {
        parse: () => {
          throw new Fault('PROVIDER_CONFIG_INVALID', 'no');
        },
      },
      broken: /^names the field that is wrong/,
    },
    {
      does: 'quotes its settings',
      change: {
        parse: (raw) => {
          throw new Fault('PROVIDER_CONFIG_INVALID', `right.address: ${JSON.stringify(raw)}`);
        },
      },
      broken: /^refuses settings that are no object, without quoting them/,
    },
    { does: 'describes with a secret', change: { describe: ({ key }) => ({ key }) }, broken: /^describes a metric/ },
    {
      does: 'asks past its scope',
      change: { measure: async ({ address }) => ({ ...seven, text: await (await fetch(address)).text() }) },
      broken: /^asks through scope\.http/,
    },
    {
      does: 'puts its key into the address',
      change: {
        async measure(config, scope) {
          await ask(config, scope, `?key=${config.key}`);
          return seven;
        },
      },
      broken: /^asks through scope\.http, and puts no secret/,
    },
    {
      does: 'tells the key',
      change: { measure: async ({ key }) => ({ ...seven, metadata: { key } }) },
      broken: /^gives a reading when all is well/,
    },
    {
      does: 'answers pending and cannot be resumed',
      change: { measure: async () => ({ kind: 'pending' }) },
      broken: /^gives a reading when all is well/,
    },
    {
      does: 'reads a clock',
      change: {
        async measure(config, scope) {
          await ask(config, scope, `?time=${Math.floor(Date.now() / 1000)}`);
          return seven;
        },
      },
      broken: /^knows no time/,
    },
    {
      does: 'asks again',
      change: {
        async measure(config, scope) {
          const { status } = await ask(config, scope);
          return status === 500 ? right.measure(config, scope) : seven;
        },
      },
      broken: /^does not ask again within a look after a 500/,
    },
    {
      does: 'does not heed its signal',
      change: { measure: (config, scope) => right.measure(config, { ...scope, signal: new AbortController().signal }) },
      broken: /^does not ask at all when its signal was aborted/,
    },
    {
      does: 'takes silence for an answer',
      change: { measure: (config, scope) => right.measure(config, scope).catch(() => seven) },
      broken: /^makes one Fault of a backend that cannot be reached/,
    },
    {
      does: 'trips over an answer',
      change: {
        async measure(config, scope) {
          const { body } = await ask(config, scope);
          const value: number = JSON.parse(body);
          return { kind: 'value', value, text: String(value) };
        },
      },
      broken: /^gives a reading or a Fault for a backend that answers with a login page/,
    },
    { does: 'has no kind', change: { kind: '' }, broken: /^has the members of a provider/ },
  ])('is broken by one that $does', async ({ change, broken }) => {
    expect(await brokenRules(subjectOf(change), broken)).toEqual([expect.stringMatching(broken)]);
  });
});
