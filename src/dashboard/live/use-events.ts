import { useEffect, useEffectEvent, useState } from 'react';
import type { RunEvent } from '../api/wire.ts';
import { type Connection, listen } from './listen.ts';

/**
 * Hears events for as long as the page can be seen: a browser only allows a few connections to one host, and tabs in the background
 * would hold them all. Whenever a connection is made or lost, `changed` is called: something may have been missed, or may be missed from then on.
 *
 * @param path undefined: nothing is listened to
 */
export function useEvents(
  path: string | undefined,
  { hear, changed }: { readonly hear: (event: RunEvent) => void; readonly changed: () => void },
): Connection {
  const [connection, setConnection] = useState<Connection>('connecting');
  const isSeen = useIsSeen();
  const hearNow = useEffectEvent(hear);
  const changedNow = useEffectEvent(changed);
  useEffect(() => {
    if (path === undefined || !isSeen) return undefined;
    const end = new AbortController();
    void listen(
      path,
      {
        // The stream is the service's own: see `Request`.
        hear: ({ data }) => hearNow(JSON.parse(data) as RunEvent),
        changed: (now) => {
          setConnection(now);
          if (now !== 'connecting') changedNow();
        },
        refused: () => setConnection('lost'),
      },
      end.signal,
    );
    return () => end.abort();
  }, [path, isSeen]);
  return connection;
}

/** Whether this page can be seen: it is not in a tab in the background. */
export function useIsSeen(): boolean {
  const [isSeen, setSeen] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = (): void => setSeen(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isSeen;
}
