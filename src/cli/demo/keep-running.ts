import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedApi } from '../embedded/front/serve-api.ts';
import type { OpenStage } from './open-stage.ts';
import { NAMESPACE, SHOP } from './story/shop.ts';
import type { Teller } from './teller.ts';

/** Says how to reach the cluster, and waits for the end. The kubeconfig goes with it. */
export async function keepRunning(
  served: ServedApi,
  { prometheus }: OpenStage,
  { teller, signal }: { readonly teller: Teller; readonly signal: AbortSignal },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'verdict-demo-'));
  try {
    const file = join(folder, 'kubeconfig');
    // Whoever reads it may do everything on the cluster.
    writeFileSync(file, served.kubeconfig, { mode: 0o600 });
    teller.quote(waysIn(file, prometheus).join('\n'));
    await aborted(signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function waysIn(kubeconfig: string, prometheus: string): readonly string[] {
  return [
    '',
    'The cluster runs on until Ctrl-C. In another terminal:',
    '',
    `  export KUBECONFIG=${kubeconfig}`,
    `  kubectl -n ${NAMESPACE} get rollouts,pods,analysisruns`,
    `  kubectl -n ${NAMESPACE} describe rollout ${SHOP}`,
    `  npx verdict get rollout ${SHOP} -n ${NAMESPACE} --watch`,
    `  npx verdict set image ${SHOP} ${SHOP}=${SHOP}:v4 -n ${NAMESPACE}`,
    '',
    'Every version but v3 is a good one.',
    `Its Prometheus answers at ${prometheus}`,
  ];
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
