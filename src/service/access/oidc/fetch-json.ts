import type { Clock } from '../../../core/clock.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';

/** What asks the network; the platform's own `fetch`, or another in its place. */
export type Fetch = typeof fetch;

const PATIENCE = millisOf(5000);
const MOST_BYTES = 1024 * 1024;

/**
 * A JSON object that the issuer publishes.
 *
 * @throws Fault ISSUER_UNREACHABLE when it does not come within 5 seconds, is larger than 1 MiB, or is something else
 */
export async function fetchJson(url: string, fetch: Fetch, clock: Clock): Promise<JsonObject> {
  const unreachable = (why: string, cause?: unknown): Fault =>
    new Fault('ISSUER_UNREACHABLE', `the OIDC issuer cannot be asked: ${url} ${why}`, {}, { cause });
  let text: string;
  try {
    text = await within(PATIENCE, clock, async (signal) => {
      const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
      if (response.status !== 200) throw unreachable(`answers ${response.status}`);
      return await textOfBody(response);
    });
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : unreachable(`does not answer: ${reasonOf(thrown)}`, thrown);
  }
  const json = parsed(text);
  if (!isJsonObject(json)) throw unreachable('answers with something that is no JSON object');
  return json;
}

/** Runs a call that is broken off when it takes too long. */
async function within<Value>(
  patience: Millis,
  clock: Clock,
  call: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const aborter = new AbortController();
  const takeBack = clock.alarm(after(clock.now(), patience), () => aborter.abort(new Error('it takes too long')));
  try {
    return await call(aborter.signal);
  } finally {
    takeBack();
  }
}

async function textOfBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // The platform's type of a body does not say that it can be read in this way.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`it sends more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause === undefined ? textOf(thrown) : textOf(cause);
}
