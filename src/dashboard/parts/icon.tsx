import type { ReactElement } from 'react';
import type { Tone } from '../format/tone.ts';

const PATHS = {
  pass: 'M5 10.5 8.5 14 15 6.5',
  fail: 'm6 6 8 8m0-8-8 8',
  undecided: 'M7.4 7.4a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2M10 14.6v.1',
  error: 'M10 5v6M10 14.4v.1',
  none: 'M6 10h8',
  running: 'M10 6v4.2l2.8 1.7',
  sun: 'M10 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8ZM10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.4 4.4l1.1 1.1M14.5 14.5l1.1 1.1M15.6 4.4l-1.1 1.1M5.5 14.5l-1.1 1.1',
  moon: 'M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3Z',
  system: 'M3 4.5h14v9H3zM7.5 17h5M10 13.5V17',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  left: 'M12.5 5 7.5 10l5 5',
  plus: 'M10 4.5v11M4.5 10h11',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  retry: 'M15.5 10a5.5 5.5 0 1 1-1.7-4M15.8 3v3.5h-3.5',
  stop: 'M6 6h8v8H6z',
  bin: 'M4.5 6h11M8 6V4.2h4V6M6 6l.7 9.8h6.6L14 6',
  download: 'M10 3.5v8.7M6.4 9 10 12.5 13.6 9M4 16h12',
  user: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.8-2.7 3-4 6-4s5.2 1.3 6 4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l3.5 3.5',
  copy: 'M7.5 7.5h8v8h-8zM4.5 12.5v-8h8',
} as const;

/** Names of the signs. */
export type IconName = keyof typeof PATHS;

/** A line drawing beside a word that says the same; alone it needs a name of its own around it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sign of a tone: each has a shape of its own, so that nobody has to tell colours apart. */
export function ToneSign({ tone, size = 20 }: { readonly tone: Tone; readonly size?: number }): ReactElement {
  return (
    <svg className="tone-sign" data-tone={tone} viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path className="tone-sign-shape" d={SHAPES[tone]} />
      <path className="tone-sign-mark" d={PATHS[tone]} />
    </svg>
  );
}

const CIRCLE = 'M10 1.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6Z';

const SHAPES: Readonly<Record<Tone, string>> = {
  pass: CIRCLE,
  fail: 'M6.4 1.2h7.2l5.2 5.2v7.2l-5.2 5.2H6.4l-5.2-5.2V6.4Z',
  undecided: 'M10 .8 19.2 10 10 19.2.8 10Z',
  error: 'M10 1.4c.6 0 1 .3 1.3.8l7.5 13.9c.6 1.1-.1 2.3-1.3 2.3h-15c-1.2 0-1.9-1.2-1.3-2.3L8.7 2.2c.3-.5.7-.8 1.3-.8Z',
  none: CIRCLE,
  running: CIRCLE,
};
