import { providerRefusal } from '../plugins/check-provider.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken } from './expectations.ts';
import { httpChecks } from './http-checks.ts';
import { lookChecks } from './look-checks.ts';
import { settingsChecks } from './settings-checks.ts';
import type { ProviderSubject } from './subject.ts';

/**
 * What Verdict relies on in every provider, as checks for any test runner:
 *
 *     for (const { name, run } of providerContract(subject)) it(name, run);
 */
export function providerContract(subject: ProviderSubject): readonly ContractCheck[] {
  return [formCheck(subject), ...settingsChecks(subject), ...lookChecks(subject), ...httpChecks(subject)];
}

function formCheck({ provider }: ProviderSubject): ContractCheck {
  return {
    name: 'has the members of a provider',
    async run() {
      const reason = providerRefusal(provider, 'the subject');
      if (reason !== undefined) broken(reason);
    },
  };
}
