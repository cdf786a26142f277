/** Where whoever has signed in goes: a path of this page, whatever the address says. */
export function wayBack(wanted: string | null): string {
  if (wanted === null) return '/';
  try {
    const base = 'http://here.invalid';
    const url = new URL(wanted, base);
    // Another host's address, and `//host`, would lead away from here.
    return url.origin === base && wanted.startsWith('/') ? `${url.pathname}${url.search}` : '/';
  } catch {
    return '/';
  }
}
