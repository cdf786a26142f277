import { look, withBackend } from './ask-backend.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken, expectFaultOf } from './expectations.ts';
import type { ProviderSubject } from './subject.ts';

/** A look ends when nobody waits for it any more. */
export function abortCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'ends a look with a Fault when its signal aborts',
    async run() {
      const controller = new AbortController();
      await withBackend(
        () => {
          controller.abort();
          return undefined;
        },
        async ({ address }) => {
          const outcome = await look(subject, address, { signal: controller.signal });
          expectFaultOf(outcome, 'after its signal was aborted');
        },
      );
    },
  };
}

/** A look that nobody waits for asks nothing. */
export function abortedCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'does not ask at all when its signal was aborted before',
    async run() {
      await withBackend(
        () => ({}),
        async ({ address, requests }) => {
          const outcome = await look(subject, address, { signal: AbortSignal.abort() });
          expectFaultOf(outcome, 'with a signal that was aborted before');
          if (requests.length > 0) broken('it asks all the same');
        },
      );
    },
  };
}
