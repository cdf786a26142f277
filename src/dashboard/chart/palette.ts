import type { Tone } from '../format/tone.ts';

/** Colours and letters for a canvas, which knows nothing of styles. */
export interface Palette {
  readonly tones: Readonly<Record<Tone, string>>;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  /** The family of the page's letters. */
  readonly font: string;
}

/** Reads the colours of the theme that is shown. */
export function paletteOf(host: HTMLElement): Palette {
  const probe = host.appendChild(document.createElement('span'));
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    tones: {
      pass: colour('pass'),
      fail: colour('fail'),
      undecided: colour('undecided'),
      error: colour('error'),
      none: colour('none'),
      running: colour('running'),
    },
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    surface: colour('surface'),
    accent: colour('accent'),
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return palette;
}
