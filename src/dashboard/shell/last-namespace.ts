const KEY = 'verdict.namespace';

/** The namespace that was looked at last on this machine; undefined at first. */
export function lastNamespace(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    // Storage can be forbidden.
    return undefined;
  }
}

export function rememberNamespace(namespace: string): void {
  try {
    localStorage.setItem(KEY, namespace);
  } catch {
    // See above.
  }
}
