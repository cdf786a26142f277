import type { Json } from '../../core/json.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken, expectFault, expectHidden, expectTexts, type FaultLike } from './expectations.ts';
import { lookOnce, scopeOf } from './look-once.ts';
import type { ProviderSubject } from './subject.ts';

/** Nobody listens here, and nobody is asked: for settings that are only read. */
const NOWHERE = 'http://127.0.0.1:9';

/** What holds for reading settings and for what is said about them. */
export function settingsChecks(subject: ProviderSubject): readonly ContractCheck[] {
  return [
    ...subject.wrong.map((wrong) => wrongSettingsCheck(subject, wrong)),
    foreignSettingsCheck(subject),
    ...(subject.provider.describe === undefined ? [] : [describeCheck(subject)]),
  ];
}

function wrongSettingsCheck(subject: ProviderSubject, wrong: ProviderSubject['wrong'][number]): ContractCheck {
  return {
    name: `names the field that is wrong: ${wrong.field}`,
    async run() {
      const fault = await faultOf(subject, wrong.settings);
      const isNamed = fault.details['field'] === wrong.field || fault.message.includes(wrong.field);
      if (fault.code !== 'PROVIDER_CONFIG_INVALID') broken(`its Fault has the code ${fault.code}`);
      if (!isNamed) broken(`neither the message nor details.field names ${wrong.field}: ${fault.message}`);
      expectHidden(fault, subject.secretTexts, 'the error');
    },
  };
}

function foreignSettingsCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'refuses settings that are no object, without quoting them',
    async run() {
      for (const settings of [subject.secretTexts[0] ?? 'text', 5, true, [subject.secretTexts[0] ?? 'text']]) {
        expectHidden(await faultOf(subject, settings), subject.secretTexts, 'the error');
      }
    },
  };
}

function describeCheck({ provider, settings, world, secretTexts }: ProviderSubject): ContractCheck {
  return {
    name: 'describes a metric in texts, twice the same, without a secret',
    async run() {
      const config = await provider.parse(settings(NOWHERE), scopeOf(world?.(NOWHERE)));
      const before = JSON.stringify(config, bigints);
      const [first, second] = [provider.describe?.(config), provider.describe?.(config)];
      expectTexts(first, 'what describe gives');
      if (JSON.stringify(first) !== JSON.stringify(second)) broken('describe does not give the same twice');
      if (JSON.stringify(config, bigints) !== before) broken('describe changes the settings it is given');
      expectHidden(first, secretTexts, 'what describe gives');
    },
  };
}

/** What reading these settings, or a look with them, ends with. Some settings can only be judged when they are used. */
async function faultOf({ provider, world }: ProviderSubject, settings: Json): Promise<FaultLike> {
  try {
    await lookOnce(provider, settings, world?.(NOWHERE));
  } catch (thrown) {
    return expectFault(thrown, 'given wrong settings');
  }
  return broken(`it takes ${JSON.stringify(settings)}`);
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
