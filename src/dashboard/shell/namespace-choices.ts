import type { Session } from '../api/session.ts';

/** What a namespace may be called, as Kubernetes has it. */
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * The namespace that is shown to whoever has not looked at one yet: `default` if something is in it, else the first in which something is or
 * one has a role.
 */
export function firstNamespace(known: readonly string[], { grants }: Session): string {
  const granted = grants.map(({ namespace }) => namespace).filter((name) => name !== '*');
  const names = [...known, ...granted];
  return names.includes('default') ? 'default' : (names[0] ?? 'default');
}

/**
 * The namespaces that are offered: those in which something is, those one has a role in, the one that is shown, and the one that
 * is being typed, since a namespace begins with the first thing in it.
 */
export function choicesFor({
  known,
  session,
  current,
  typed,
}: {
  readonly known: readonly string[];
  readonly session: Session;
  readonly current: string;
  readonly typed: string;
}): readonly string[] {
  const granted = session.grants.map(({ namespace }) => namespace).filter((name) => name !== '*');
  const text = typed.trim();
  return [...new Set([...known, ...granted, current, ...(NAME.test(text) ? [text] : [])])].sort();
}
