import { type Audit, auditIn } from '../../service/access/audit/audit.ts';
import { controllerLog } from '../controller/controller-log.ts';
import type { World } from '../world.ts';

/** The audit of what is done here: a line of JSON on standard error, as the service writes them. */
export function auditOf({ clock, stderr }: Pick<World, 'clock' | 'stderr'>): Audit {
  return auditIn(controllerLog({ level: 'info', format: 'json', fields: {}, clock }, stderr));
}

/** Who sits at the command line, as far as can be told. */
export function whoIsHere({ env }: Pick<World, 'env'>): string {
  const user = env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'];
  return user === undefined || user === '' ? 'command line' : `command line of ${user}`;
}
