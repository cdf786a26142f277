/** How our cookies are set: whether people come by https decides. */
export interface CookieJar {
  /** With `__Host-` before it when people come by https: then no other host and no page without TLS can set it. */
  nameOf(name: string): string;
  /** The value that a request carries; undefined when it carries none. */
  read(header: string | undefined, name: string): string | undefined;
  /** The text of `Set-Cookie`. @param value of letters that need no quoting; empty to delete it */
  write(name: string, value: string, options: CookieOptions): string;
}

export interface CookieOptions {
  readonly sameSite: 'Strict' | 'Lax';
  readonly maxAgeSeconds: number;
}

/** @param isSecure whether people come by https */
export function cookieJar(isSecure: boolean): CookieJar {
  const nameOf = (name: string): string => (isSecure ? `__Host-${name}` : name);
  return {
    nameOf,
    read: (header, name) => valueIn(header ?? '', nameOf(name)),
    write(name, value, { sameSite, maxAgeSeconds }) {
      const parts = [
        `${nameOf(name)}=${value}`,
        'Path=/',
        `Max-Age=${Math.max(0, Math.floor(maxAgeSeconds))}`,
        'HttpOnly',
        `SameSite=${sameSite}`,
      ];
      return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
    },
  };
}

function valueIn(header: string, name: string): string | undefined {
  const pair = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
