import { Fault } from '../../../core/fault.ts';
import type { RunOptions } from '../run-options.ts';

/** Why an option means nothing to a run that a service does. */
const LOCAL_ONLY = {
  secret: ['--secret', 'secrets come from where the service keeps them, never from a request'],
  secretsDir: ['--secrets-dir', 'secrets come from where the service keeps them, never from a request'],
  context: ['--context', 'the service has its own cluster, or none'],
  kubeconfig: ['--kubeconfig', 'the service has its own cluster, or none'],
  plugin: ['--plugin', 'the service has its own plugins'],
  save: ['--save', 'the service keeps the run itself'],
  resume: ['--resume', 'the service goes on with its runs by itself'],
} as const satisfies Partial<Record<keyof RunOptions, readonly [option: string, why: string]>>;

/**
 * Refuses the options that only a run on this machine can have.
 *
 * @throws Fault USAGE_INVALID naming each with its reason
 */
export function refuseLocal(options: RunOptions): void {
  const given = Object.entries(LOCAL_ONLY).filter(([name]) => {
    const value = options[name as keyof typeof LOCAL_ONLY];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (given.length === 0) return;
  const lines = given.map(([, [option, why]]) => `${option} is not for a run at a service: ${why}`);
  throw new Fault('USAGE_INVALID', `${lines.join('\n')}\nLeave it out, or run here with --server ''.`);
}

/**
 * Refuses the options that only a run at a service can have.
 *
 * @throws Fault USAGE_INVALID
 */
export function refuseRemote({ templateRef, label, tokenFile }: RunOptions): void {
  const said = { '--template-ref': templateRef, '--label': label[0], '--token-file': tokenFile };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const options = given.map(([option]) => option).join(', ');
  throw new Fault(
    'USAGE_INVALID',
    `${options}: only for a run at a service, which --server URL or VERDICT_SERVER names`,
  );
}
