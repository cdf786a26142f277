import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realClusterKubeconfig } from '../../support/real-cluster.ts';
import { openRawApi, type RawApi } from '../support/raw-api.ts';
import { BUDGET_CASES } from './contract/budgets.ts';
import { type KindServers, openKindServers } from './contract/kind-servers.ts';
import { NETWORK_CASES } from './contract/network.ts';
import { OBJECT_CASES } from './contract/objects.ts';
import { PODS_CASES } from './contract/pods.ts';
import { ROWS } from './contract/rows.ts';
import { toldTwice } from './contract/table-rows.ts';
import { WORKLOAD_CASES } from './contract/workloads.ts';

const kubeconfig = realClusterKubeconfig('the contract of the built-in kinds with a real API server');

describe.skipIf(kubeconfig === undefined)('built-in kinds are served as a real API server serves them', () => {
  let servers: KindServers;
  beforeAll(async () => {
    servers = await openKindServers(kubeconfig ?? '');
  });
  afterAll(() => servers.close());

  it.each([...PODS_CASES, ...WORKLOAD_CASES, ...NETWORK_CASES, ...OBJECT_CASES, ...BUDGET_CASES])(
    '$title',
    async ({ calls }) => {
      expect(servers.embedded(calls)).toEqual(await servers.real(calls));
    },
  );
});

describe.skipIf(kubeconfig === undefined)('rows of tables say what a real API server says', () => {
  const namespace = `rows-${randomUUID().slice(0, 8)}`;
  const path = '/api/v1/namespaces';
  let api: RawApi;
  beforeAll(async () => {
    api = openRawApi(kubeconfig ?? '');
    await api.answer({ method: 'POST', path, query: {}, body: { metadata: { name: namespace } } });
  });
  afterAll(async () => {
    await api.answer({ method: 'DELETE', path: `${path}/${namespace}`, query: {} });
    await api.close();
  });

  it.each(ROWS.map((row, index) => ({ ...row, index })))('$title', async (row) => {
    // What is JSON stays JSON.
    const filled = JSON.parse(JSON.stringify(row).replaceAll(/\bNS\b/g, namespace)) as typeof row;
    const { real, ours } = await toldTwice(api, filled, `a-${row.index}`);
    expect(ours).toEqual(real);
  });
});
