import { createEventReader, type StreamEvent } from '../api/event-stream.ts';
import { Problem, problemIn } from '../api/problem.ts';

/** How the connection to a stream of events stands. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Who hears a stream. */
export interface Listener {
  readonly hear: (event: StreamEvent) => void;
  readonly changed: (connection: Connection) => void;
  /** The service does not let us listen; it is not asked again. */
  readonly refused: (problem: Problem) => void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;
/** The service sends a heartbeat more often than this; a stream that is silent for longer is dead without having been closed. */
const LONGEST_SILENCE_MS = 45_000;

/**
 * Listens to a stream of events until `signal` aborts. A connection that breaks is made again after pauses that grow, and goes on
 * behind the last event that was heard. Unlike EventSource, it says with which status it was refused, and notices silence.
 *
 * @param from where to begin: events after this id; default: where the service begins
 * @returns `over` when the service says that there is nothing more to come; `stopped` by the signal or a refusal
 */
export async function listen(
  path: string,
  listener: Listener,
  signal: AbortSignal,
  from?: string,
): Promise<'over' | 'stopped'> {
  let last = from;
  let pause = FIRST_PAUSE_MS;
  const hear = (event: StreamEvent): void => {
    last = event.id ?? last;
    listener.hear(event);
  };
  while (!signal.aborted) {
    listener.changed('connecting');
    const end = await stream(path, { ...listener, hear }, signal, last);
    if (end === 'over') return 'over';
    if (end === 'refused' || signal.aborted) return 'stopped';
    listener.changed('lost');
    pause = end === 'broken' ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    await wait(pause, signal);
  }
  return 'stopped';
}

/** `broken`: it was there and is gone. `unreachable`: it never was. `over`: there is nothing more to come. */
type End = 'refused' | 'broken' | 'unreachable' | 'over';

async function stream(path: string, listener: Listener, signal: AbortSignal, last: string | undefined): Promise<End> {
  const silence = new AbortController();
  let wasThere = false;
  const headers = { accept: 'text/event-stream', ...(last !== undefined && { 'last-event-id': last }) };
  try {
    const response = await fetch(path, {
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 204) return 'over';
    if (!response.ok || response.body === null) {
      const problem = await problemIn(response);
      if (problem.status >= 500 || problem.status === 429) return 'unreachable';
      listener.refused(problem);
      return 'refused';
    }
    wasThere = true;
    listener.changed('live');
    await readAll(response.body, listener, silence);
    return 'broken';
  } catch {
    return wasThere ? 'broken' : 'unreachable';
  }
}

async function readAll(body: ReadableStream<Uint8Array>, { hear }: Listener, silence: AbortController): Promise<void> {
  const events = createEventReader();
  const decoder = new TextDecoder();
  const pieces = body.getReader();
  for (;;) {
    const alarm = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
    const { done, value } = await pieces.read().finally(() => clearTimeout(alarm));
    if (done) return;
    for (const event of events.read(decoder.decode(value, { stream: true }))) hear(event);
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alarm = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(alarm);
      resolve();
    });
  });
}
