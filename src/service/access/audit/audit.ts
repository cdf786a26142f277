import type { JsonObject } from '../../../core/json.ts';

/** One change, or the attempt at one. Holds no secret. */
export interface AuditEntry {
  /** As in `Identity.name`; `nobody` for one who could not show who they are. */
  readonly who: string;
  /** `sign-in`, `sign-out`, `token.create`, or for calls method and route: `PUT /api/v1/namespaces/:namespace/templates/:name`. */
  readonly action: string;
  readonly namespace?: string;
  /** What it was done to: the name of a template, the id of a run. */
  readonly object?: string;
  /** `refused`: they may not, or not like this; `failed`: it went wrong here. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Code of the Fault, where there is one. */
  readonly code?: string;
  /** Why a sign-in was refused. */
  readonly reason?: string;
  readonly status?: number;
  /** Where it came from. */
  readonly address?: string;
  readonly requestId?: string;
}

/** Writes the audit. */
export type Audit = (entry: AuditEntry) => void;

/** The part of a log that is needed. */
interface AuditLog {
  info(text: string, fields: JsonObject): void;
}

/**
 * An audit of one line each in a log: the text is `audit`, and `"audit": true` picks its lines out of others.
 *
 * @param log must let `info` through, whatever the level of other lines
 */
export function auditIn(log: AuditLog): Audit {
  return (entry) => log.info('audit', { audit: true, ...entry });
}
