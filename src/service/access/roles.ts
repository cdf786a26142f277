import { Fault } from '../../core/fault.ts';
import type { Identity, Role } from './access.ts';

/** Who may less comes first. */
const ROLES: readonly Role[] = ['viewer', 'runner', 'admin'];

/**
 * The highest role in a namespace; undefined when there is none.
 *
 * @param namespace `*` for what spans namespaces: then a role in one of them does not count
 */
export function roleIn({ grants }: Identity, namespace: string): Role | undefined {
  const fitting = grants.filter((grant) => grant.namespace === '*' || grant.namespace === namespace);
  return ROLES.findLast((role) => fitting.some((grant) => grant.role === role));
}

/** @throws Fault FORBIDDEN naming role and namespace that are missing */
export function demandRole(identity: Identity, namespace: string, role: Role): void {
  const has = roleIn(identity, namespace);
  if (has !== undefined && ROLES.indexOf(has) >= ROLES.indexOf(role)) return;
  const where = namespace === '*' ? 'all namespaces ("*")' : `namespace "${namespace}"`;
  const instead = has === undefined ? 'has no role there' : `is only ${has} there`;
  const text = `this takes the role ${role} in ${where}; ${identity.name} ${instead}`;
  throw new Fault('FORBIDDEN', text, { role, namespace });
}
