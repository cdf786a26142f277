import type { ReactElement } from 'react';
import type { LimitCheck } from '../../api/wire.ts';
import { limitWords } from '../../format/limit-words.ts';

/** The counts against their limits, each with a bar that is full when the limit is passed or reached. */
export function Limits({ limits }: { readonly limits: readonly LimitCheck[] }): ReactElement | null {
  const words = limitWords(limits);
  if (words.length === 0) return null;
  return (
    <ul className="limits">
      {words.map(({ limit, had, allowed, outcome, tone, part }) => (
        <li key={limit} data-tone={tone} title={limit}>
          <span>
            <b>{had}</b>, {allowed}
            {outcome !== undefined && <em>: {outcome}</em>}
          </span>
          {part !== undefined && (
            <svg className="limit-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect className="limit-rest" width="100" height="4" />
              <rect className="limit-part" width={100 * part} height="4" />
            </svg>
          )}
        </li>
      ))}
    </ul>
  );
}
