import { createServer } from 'node:net';
import { type Backend, type Respond, startBackend } from './backend.ts';
import type { Outcome } from './expectations.ts';
import { type LookOptions, lookOnce } from './look-once.ts';
import type { ProviderSubject } from './subject.ts';

/** A look that takes longer than this has been forgotten. */
const PATIENCE_MS = 10_000;

/** Runs a backend for as long as `use` takes. */
export async function withBackend<T>(respond: Respond, use: (backend: Backend) => Promise<T>): Promise<T> {
  const backend = await startBackend(respond);
  try {
    return await use(backend);
  } finally {
    await backend.stop();
  }
}

/** One look of a subject, at a backend with this address; never rejects. */
export async function look(subject: ProviderSubject, address: string, options: LookOptions = {}): Promise<Outcome> {
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
export async function closedAddress(): Promise<string> {
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
