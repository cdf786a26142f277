import { createHttp } from '../http/create-http.ts';
import type { Exchange } from '../http/http.ts';
import { recording } from '../http/recording.ts';
import { abortCheck, abortedCheck } from './abort-checks.ts';
import { closedAddress, look, withBackend } from './ask-backend.ts';
import type { BackendAnswer } from './backend.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken, expectFaultOf, expectHidden, expectReadingOrFault } from './expectations.ts';
import { HOSTILE, type HostileBackend } from './hostile-answers.ts';
import type { ProviderSubject } from './subject.ts';
import { timelessCheck } from './timeless-check.ts';

/** What holds for a provider whose backend is asked over HTTP. */
export function httpChecks(subject: ProviderSubject): readonly ContractCheck[] {
  const { healthy } = subject;
  if (healthy === undefined) return [];
  return [
    evidenceCheck(subject, healthy),
    timelessCheck(subject, healthy),
    ...[500, 503, 429].map((status) => onceCheck(subject, healthy, status)),
    abortCheck(subject),
    abortedCheck(subject),
    unreachableCheck(subject),
    ...HOSTILE.map((backend) => hostileCheck(subject, backend)),
  ];
}

function evidenceCheck(subject: ProviderSubject, healthy: BackendAnswer): ContractCheck {
  return {
    name: 'asks through scope.http, and puts no secret into address or body',
    async run() {
      const exchanges: Exchange[] = [];
      const http = recording(
        createHttp(),
        (exchange) => exchanges.push(exchange),
        () => 0,
      );
      await withBackend(
        () => healthy,
        async ({ address }) => {
          const outcome = await look(subject, address, { http });
          if (outcome.kind === 'thrown') throw outcome.thrown;
          if (exchanges.length === 0) broken('it did not ask through scope.http');
          expectHidden(exchanges, subject.secretTexts, 'what is kept of an exchange');
        },
      );
    },
  };
}

function onceCheck(subject: ProviderSubject, healthy: BackendAnswer, status: number): ContractCheck {
  return {
    name: `does not ask again within a look after a ${status}`,
    async run() {
      const usual = await countRequests(subject, healthy);
      const refused = await countRequests(subject, { status, body: '{}' });
      if (refused > usual) broken(`it asks ${refused} times, where ${usual} do when all is well`);
    },
  };
}

async function countRequests(subject: ProviderSubject, answer: BackendAnswer): Promise<number> {
  return withBackend(
    () => answer,
    async ({ address, requests }) => {
      await look(subject, address);
      return requests.length;
    },
  );
}

function unreachableCheck(subject: ProviderSubject): ContractCheck {
  return {
    name: 'makes one Fault of a backend that cannot be reached',
    async run() {
      const fault = expectFaultOf(await look(subject, await closedAddress()), 'with nobody listening');
      if (fault.code !== 'PROVIDER_UNREACHABLE') broken(`its Fault has the code ${fault.code}`);
      expectHidden(fault, subject.secretTexts, 'the error');
    },
  };
}

function hostileCheck(subject: ProviderSubject, backend: HostileBackend): ContractCheck {
  return {
    name: `gives a reading or a Fault for a backend that ${backend.does}`,
    async run() {
      await withBackend(backend.respond, async ({ address }) => {
        const outcome = await look(subject, address);
        expectReadingOrFault(outcome, `asked a backend that ${backend.does},`);
        expectHidden(outcome, subject.secretTexts, 'the outcome');
      });
    },
  };
}
