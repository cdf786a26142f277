/**
 * Whether something is a provider, by its shape.
 *
 * @param called  how to speak of it while its kind is not known, such as `providers[0]`
 * @returns the reason why it is none: `provider 'x' lacks its member 'parse' (a function)`; undefined when it is one
 */
export function providerRefusal(provider: unknown, called: string): string | undefined {
  if (!isRecord(provider)) return `${called} is ${nameOf(provider)}, not a provider`;
  const { kind, type } = provider;
  if (typeof kind !== 'string' || kind === '') return `${called} has no 'kind'`;
  if (typeof type !== 'string') return lacks(kind, 'type', 'text');
  for (const member of ['parse', 'measure'] as const) {
    if (typeof provider[member] !== 'function') return lacks(kind, member, 'function');
  }
  const { describe, inFlight } = provider;
  if (describe !== undefined && typeof describe !== 'function') return `provider '${kind}': 'describe' is no function`;
  return inFlight === undefined ? undefined : inFlightRefusal(kind, inFlight);
}

function inFlightRefusal(kind: string, inFlight: unknown): string | undefined {
  if (!isRecord(inFlight)) return `provider '${kind}': 'inFlight' is ${nameOf(inFlight)}, not an object`;
  for (const member of ['resume', 'terminate'] as const) {
    if (typeof inFlight[member] !== 'function') return lacks(kind, `inFlight.${member}`, 'function');
  }
  const { collect } = inFlight;
  if (collect === undefined || typeof collect === 'function') return undefined;
  return `provider '${kind}': 'inFlight.collect' is no function`;
}

function lacks(kind: string, member: string, what: string): string {
  return `provider '${kind}' lacks its member '${member}' (a ${what})`;
}

/** What something is that should have been an object: `null`, `a list`, `a number`. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** True for an object whose members can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
