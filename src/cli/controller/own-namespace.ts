import { existsSync, readFileSync } from 'node:fs';
import type { Environment } from '../../core/environment.ts';

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The namespace of this process, where its Lease is: POD_NAMESPACE, else the pod's, else `argo-rollouts`. @see interfaces.md §10.2 */
export function ownNamespace(env: Environment): string {
  return env['POD_NAMESPACE'] || accountsNamespace() || 'argo-rollouts';
}

function accountsNamespace(): string {
  const file = `${ACCOUNT}/namespace`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** Whether this process runs in a pod, so that others reach it only from outside. */
export function isInPod(env: Environment): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST']) && existsSync(`${ACCOUNT}/token`);
}
