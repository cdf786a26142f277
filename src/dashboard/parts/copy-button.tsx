import { type ReactElement, useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

const SAID_MS = 2000;

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactElement {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return undefined;
    const alarm = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(alarm);
  }, [said]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Not allowed'),
    );
  };
  return (
    <button
      className="button"
      data-kind="quiet"
      data-size="small"
      type="button"
      aria-label={`Copy ${what}`}
      onClick={copy}
    >
      <Icon name="copy" size={16} />
      <span role="status">{said}</span>
    </button>
  );
}
