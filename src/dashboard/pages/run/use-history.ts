import { useEffect, useState } from 'react';
import { api } from '../../api/places.ts';
import type { RunEvent } from '../../api/wire.ts';
import { listen } from '../../live/listen.ts';

/**
 * All that happened in an attempt, from its beginning, and what goes on to happen while it runs.
 *
 * @param isWanted nothing is asked for before
 */
export function useHistory(namespace: string, id: string, attempt: number, isWanted: boolean): readonly RunEvent[] {
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  useEffect(() => {
    if (!isWanted) return undefined;
    const end = new AbortController();
    const gathered: RunEvent[] = [];
    let alarm: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      alarm = undefined;
      setEvents([...gathered]);
    };
    const hear = ({ data }: { readonly data: string }): void => {
      // The stream is the service's own: see `Request`.
      const event = JSON.parse(data) as RunEvent;
      if (event.attempt === attempt || (event.kind === 'created' && attempt === 1)) gathered.push(event);
      alarm ??= setTimeout(show, 50);
      if (event.attempt >= attempt && event.kind === 'ended') end.abort();
    };
    setEvents([]);
    void listen(api.runEvents(namespace, id), { hear, changed: () => {}, refused: () => {} }, end.signal, '0');
    return () => {
      end.abort();
      clearTimeout(alarm);
    };
  }, [namespace, id, attempt, isWanted]);
  return events;
}
