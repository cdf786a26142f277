/** What a path names: a collection, an object of it, or a part of an object. */
export interface Place {
  /** Empty: the core group. */
  readonly group: string;
  readonly version: string;
  /** Empty: all namespaces, or a kind that lives in none. */
  readonly namespace: string;
  readonly plural: string;
  /** Empty: the collection. */
  readonly name: string;
  /** `status`, `scale` and the like; empty: the object itself. */
  readonly subresource: string;
}

/** Parts of a Namespace, which are told from collections inside it by their words alone. */
const OF_NAMESPACES: ReadonlySet<string> = new Set(['status', 'finalize']);

/**
 * Reads a path of the API: `/api/v1/…` or `/apis/GROUP/VERSION/…`.
 *
 * @returns undefined for a path that can name no object
 */
export function placeOf(path: string): Place | undefined {
  const parts = partsOf(path);
  const root = parts?.shift();
  if (parts === undefined || (root !== 'api' && root !== 'apis')) return undefined;
  const group = root === 'api' ? '' : parts.shift();
  const version = parts.shift();
  if (group === undefined || version === undefined || parts.includes('')) return undefined;
  const isInside =
    parts[0] === 'namespaces' && parts.length > 2 && !(parts.length === 3 && OF_NAMESPACES.has(parts[2] ?? ''));
  const namespace = isInside ? (parts.splice(0, 2)[1] ?? '') : '';
  const [plural, name = '', subresource = '', ...more] = parts;
  if (plural === undefined || more.length > 0) return undefined;
  return { group, version, namespace, plural, name, subresource };
}

function partsOf(path: string): string[] | undefined {
  try {
    return path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    // Half an escape, such as `%4`.
    return undefined;
  }
}
