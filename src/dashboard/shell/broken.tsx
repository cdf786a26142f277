import { Component, type ReactNode } from 'react';
import { Notice } from '../parts/notice.tsx';

/** Says so when this page itself fails, instead of going blank. A class, since React has no other way to catch. */
export class Broken extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div role="alert">
        <Notice
          title="This page has failed"
          actions={
            <button className="button" type="button" onClick={() => globalThis.location.reload()}>
              Load it again
            </button>
          }
        >
          The service itself is not touched by that: {error.message}
        </Notice>
      </div>
    );
  }
}
