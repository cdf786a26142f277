import { createServer } from 'node:net';
import { createHttp } from '../http/create-http.ts';
import type { Exchange } from '../http/http.ts';
import { recording } from '../http/recording.ts';
import { type Backend, type BackendAnswer, type BackendRequest, type Respond, startBackend } from './backend.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken, expectFaultOf, expectHidden, expectReadingOrFault, type Outcome } from './expectations.ts';
import { HOSTILE, type HostileBackend } from './hostile-answers.ts';
import { LONG_AGO, type LookOptions, lookOnce } from './look-once.ts';
import type { ProviderSubject } from './subject.ts';

/** A look that takes longer than this has been forgotten. */
const PATIENCE_MS = 10_000;

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

function timelessCheck(subject: ProviderSubject, healthy: BackendAnswer): ContractCheck {
  return {
    name: 'knows no time but that of its scope',
    async run() {
      await withBackend(
        () => healthy,
        async ({ address, requests }) => {
          const outcome = await look(subject, address);
          const reading = outcome.kind === 'reading' ? outcome.reading : undefined;
          const shown = JSON.stringify([requests, reading?.metadata]);
          const present = presentIn(shown);
          if (present !== undefined) broken(`the present creeps in: ${present} in ${shown}`);
          const isFar = reading?.kind === 'pending' && Math.abs((reading.resumeAt ?? LONG_AGO) - LONG_AGO) > 86_400_000;
          if (isFar) broken('it wants to be resumed at a time that does not follow from that of its scope');
        },
      );
    },
  };
}

/** The present, give or take a day, where a text names it in seconds, milliseconds or as a date. */
function presentIn(text: string): string | undefined {
  const now = Date.now();
  const isPresent = (number: string): boolean => {
    const ms = number.length >= 13 ? Number(number.slice(0, 13)) : Number(number) * 1000;
    return Math.abs(ms - now) < 86_400_000;
  };
  const number = text.match(/\d{10,}/g)?.find(isPresent);
  return number ?? [new Date(now).toISOString().slice(0, 10)].find((day) => text.includes(day));
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

function abortCheck(subject: ProviderSubject): ContractCheck {
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

function abortedCheck(subject: ProviderSubject): ContractCheck {
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

async function withBackend<T>(respond: Respond, use: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await startBackend(respond);
  try {
    return await use(backend);
  } finally {
    await backend.stop();
  }
}

async function look(subject: ProviderSubject, address: string, options: LookOptions = {}): Promise<Outcome> {
  const { provider, settings, world } = subject;
  const all = { ...world?.(address), ...options };
  try {
    return { kind: 'reading', reading: await inTime(lookOnce(provider, settings(address), all)) };
  } catch (thrown) {
    return { kind: 'thrown', thrown };
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the look took more than ${PATIENCE_MS / 1000} seconds`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The address of a port that was free a moment ago. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}
