import { startBackend } from './backend.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken, expectHidden, expectReading } from './expectations.ts';
import { scopeOf } from './look-once.ts';
import type { ProviderSubject } from './subject.ts';

/** Nobody listens here: for backends that are not asked over HTTP. */
const NOWHERE = 'http://127.0.0.1:9';

/** What holds for a look when all is well, and for what comes after one that is still under way. */
export function lookChecks(subject: ProviderSubject): readonly ContractCheck[] {
  return [readingCheck(subject), ...(subject.provider.inFlight === undefined ? [] : [inFlightCheck(subject)])];
}

function readingCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'gives a reading when all is well; one that is pending only if it can be resumed and terminated',
    async run() {
      const { provider, secretTexts } = subject;
      await withHealthyWorld(subject, async (address) => {
        const scope = scopeOf(subject.world?.(address));
        const reading = await provider.measure(await provider.parse(subject.settings(address), scope), scope);
        expectReading(reading, 'when all is well');
        expectHidden(reading, secretTexts, 'the reading');
        if (reading.kind === 'pending' && provider.inFlight === undefined)
          broken('it answers pending, but lacks inFlight');
      });
    },
  };
}

function inFlightCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'resumes, terminates and cleans up what is under way',
    async run() {
      await withHealthyWorld(subject, async (address) => {
        const { provider, secretTexts } = subject;
        const scope = scopeOf(subject.world?.(address));
        const config = await provider.parse(subject.settings(address), scope);
        const { metadata = {} } = await provider.measure(config, scope);
        const underWay = { startedAt: scope.now, metadata };
        for (const step of ['resume', 'terminate'] as const) {
          const reading = await provider.inFlight?.[step](config, scope, underWay);
          if (reading === undefined) broken(`${step} gives nothing`);
          expectReading(reading, `after ${step}`);
          expectHidden(reading, secretTexts, `the reading after ${step}`);
        }
        await provider.inFlight?.collect?.(config, scope, 1);
      });
    },
  };
}

async function withHealthyWorld(subject: ProviderSubject, use: (address: string) => Promise<void>): Promise<void> {
  const { healthy } = subject;
  if (healthy === undefined) return use(NOWHERE);
  const backend = await startBackend(() => healthy);
  try {
    await use(backend.address);
  } finally {
    await backend.stop();
  }
}
