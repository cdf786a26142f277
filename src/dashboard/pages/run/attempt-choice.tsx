import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { view } from '../../api/places.ts';
import type { Run } from '../../api/wire.ts';

/** Goes to another attempt of a run; nothing for a run that had only one. */
export function AttemptChoice({
  run: { namespace, id, attempt },
  newest,
}: {
  readonly run: Run;
  readonly newest: number;
}): ReactElement | null {
  const [, go] = useLocation();
  if (newest < 2) return null;
  const change = (chosen: number): void =>
    go(`${view.run(namespace, id)}${chosen === newest ? '' : `?attempt=${chosen}`}`);
  return (
    <label className="attempt">
      attempt{' '}
      <select value={attempt} onChange={({ target }) => change(Number(target.value))}>
        {Array.from({ length: newest }, (_, index) => (
          <option key={index}>{index + 1}</option>
        ))}
      </select>{' '}
      of {newest}
    </label>
  );
}
