import type { ReactElement, ReactNode } from 'react';
import { Problem, Unreachable } from '../api/problem.ts';
import { ToneSign } from './icon.tsx';

/** What stands where there is nothing else to show. */
export function Notice({
  sign,
  title,
  level = 2,
  children,
  actions,
}: {
  readonly sign?: ReactNode;
  /** Of its heading: 1 where it is all there is. */
  readonly level?: 1 | 2;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactElement {
  const Heading = `h${level}` as const;
  return (
    <div className="notice">
      {sign}
      <Heading className="notice-title">{title}</Heading>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

/** What could not be loaded, and why, with a way to try again. */
export function Failure({
  error,
  level = 2,
  retry,
  elsewhere,
}: {
  readonly error: Error;
  readonly level?: 1 | 2;
  readonly retry?: () => void;
  /** A way on, where there is nothing to be had here. */
  readonly elsewhere?: ReactNode;
}): ReactElement {
  const { title, text } = wordsFor(error);
  return (
    <div role="alert">
      <Notice
        sign={<ToneSign tone="error" size={32} />}
        title={title}
        level={level}
        actions={
          (retry !== undefined || elsewhere !== undefined) && (
            <>
              {retry !== undefined && (
                <button className="button" type="button" onClick={retry}>
                  Try again
                </button>
              )}
              {elsewhere}
            </>
          )
        }
      >
        {text}
      </Notice>
    </div>
  );
}

function wordsFor(error: Error): { readonly title: string; readonly text: string } {
  if (error instanceof Unreachable) {
    return { title: 'The service does not answer', text: 'It may be restarting, or the network is down.' };
  }
  if (!(error instanceof Problem)) return { title: 'This page failed', text: error.message };
  if (error.status === 404) return { title: 'Not there', text: error.message };
  if (error.status === 400) return { title: 'That address is not right', text: error.message };
  if (error.status === 403) return { title: 'You may not see this', text: error.message };
  return { title: 'The service could not answer', text: error.message };
}

/** What stands while something loads. */
export function Waiting({ what }: { readonly what: string }): ReactElement {
  return (
    <div className="waiting" role="status">
      <span>Loading {what} …</span>
    </div>
  );
}
