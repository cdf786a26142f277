import './live-sign.css';
import type { ReactElement } from 'react';
import type { Connection } from '../live/listen.ts';

/** Whether what is shown is as it is now: events tell of changes, or it is asked for every few seconds, or nobody answers. */
export function LiveSign({
  connection,
  failed,
}: {
  readonly connection: Connection;
  /** Whether asking failed too. */
  readonly failed: boolean;
}): ReactElement {
  const { state, word } = stateOf(connection, failed);
  return (
    <p className="live-sign" data-state={state} role="status">
      <span className="live-dot" />
      {word}
    </p>
  );
}

function stateOf(connection: Connection, failed: boolean): { readonly state: string; readonly word: string } {
  if (connection === 'live') return { state: 'live', word: 'Live' };
  if (failed) return { state: 'gone', word: 'Disconnected, trying again' };
  if (connection === 'lost') return { state: 'asking', word: 'Refreshed every few seconds' };
  return { state: 'asking', word: 'Connecting' };
}
