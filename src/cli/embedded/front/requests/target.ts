/** Where a request goes. */
export interface Target {
  /** As it was sent, without slashes at its end. */
  readonly path: string;
  /** Decoded. Of a parameter that is given twice, the first counts. */
  readonly query: Readonly<Record<string, string>>;
}

/** Takes a request's target apart: `/api/v1/pods?watch=true`. */
export function targetOf(target: string): Target {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const parameters = mark === -1 ? [] : [...new URLSearchParams(target.slice(mark + 1))];
  return { path: path.replace(/\/+$/, ''), query: Object.fromEntries(parameters.toReversed()) };
}

/** What a parameter that can be on or off says; absent counts as off, any word but these as on. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !['false', '0'].includes(value.toLowerCase());
}
