import type { ReactElement } from 'react';

/** The mark of the page; the same as its icon in the tab. */
export function Brand(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1d3f94" />
      <path
        d="M8 10.5 14.2 23h3.6L24 10.5"
        fill="none"
        stroke="#fff"
        strokeWidth="3.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="9.6" r="2.6" fill="#7fe0a4" />
    </svg>
  );
}
