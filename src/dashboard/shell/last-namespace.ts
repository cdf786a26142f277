const KEY = 'verdict.namespace';

/** The namespace that was looked at last on this machine; at first `default`. */
export function lastNamespace(): string {
  try {
    return localStorage.getItem(KEY) ?? 'default';
  } catch {
    // Storage can be forbidden.
    return 'default';
  }
}

export function rememberNamespace(namespace: string): void {
  try {
    localStorage.setItem(KEY, namespace);
  } catch {
    // See above.
  }
}
