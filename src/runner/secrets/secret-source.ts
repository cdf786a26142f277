import type { SecretRead } from '../../template/resolved.ts';

/** A key of a Secret that an argument of a run refers to. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** A place where Secrets are looked for. */
export interface SecretSource {
  /** Where it was looked for, for the text that says that nothing was found: `VERDICT_SECRET_API__TOKEN in the environment`. */
  where(wanted: SecretKey): string;
  /**
   * What this place knows of a Secret, read anew each time.
   *
   * @param namespace of the cluster; the other places have no namespaces
   */
  read(name: string, namespace: string): Promise<SecretRead>;
}

/** The answer of a place that does not know a Secret, in upstream's words. */
export function notFound(name: string): SecretRead {
  return { kind: 'failed', message: `secrets "${name}" not found` };
}
