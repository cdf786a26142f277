import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api } from '../api/places.ts';
import type { RunEvent } from '../api/wire.ts';
import { type Connection, listen } from './listen.ts';
import { onceIn } from './once-in.ts';
import { useIsSeen } from './use-events.ts';

/** A long story is not shown word by word while it is read. */
const GATHER_MS = 50;

/** What happened to a run. */
export interface RunHistory {
  /** Of all attempts, oldest first, from the beginning on. */
  readonly events: readonly RunEvent[];
  /** `over`: the newest attempt has ended, and all of it was told. */
  readonly connection: Connection | 'over';
}

/**
 * Hears all that happened to a run and what goes on to happen, until its newest attempt ends; not while the page cannot be seen.
 *
 * @param attempt the newest; undefined: nothing is listened to yet
 * @param told    called at each event, also those of the past
 */
export function useRunEvents(namespace: string, id: string, attempt: number | undefined, told: () => void): RunHistory {
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  const [connection, setConnection] = useState<RunHistory['connection']>('connecting');
  const gathered = useRef<RunEvent[]>([]);
  const tell = useEffectEvent(told);
  const isSeen = useIsSeen();
  useEffect(() => {
    if (attempt === undefined || !isSeen) return undefined;
    const end = new AbortController();
    const showing = onceIn(GATHER_MS, () => setEvents([...gathered.current]));
    const hear = ({ data }: { readonly data: string }): void => {
      // The stream is the service's own: see `Request`.
      gathered.current.push(JSON.parse(data) as RunEvent);
      showing.ask();
      tell();
    };
    const listener = { hear, changed: setConnection, refused: () => setConnection('lost') };
    const last = String(gathered.current.at(-1)?.id ?? 0);
    void listen(`${api.runEvents(namespace, id)}?until=ended`, listener, end.signal, last).then((outcome) => {
      if (outcome === 'over') setConnection('over');
    });
    return () => {
      end.abort();
      showing.stop();
    };
  }, [namespace, id, attempt, isSeen]);
  return { events, connection };
}
