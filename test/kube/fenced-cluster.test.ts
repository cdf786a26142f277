import { expect, it } from 'vitest';
import { fencedCluster, fencedClusters } from '../../src/kube/fenced-cluster.ts';
import { limitedCluster } from '../../src/kube/limited-cluster.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, T0 } from '../support/builders.ts';
import { clusterAt } from '../support/cluster-at.ts';

const PATH = '/api/v1/namespaces/shop/configmaps';

it('what waited for its turn until the lease was lost is not written; reading goes on', async () => {
  const { cluster, server } = await clusterAt(() => ({ body: {} }));
  const clock = new VirtualClock(T0);
  let mayWrite = true;
  const fenced = limitedCluster(
    fencedCluster(cluster, () => mayWrite),
    { perSecond: 1, burst: 1 },
    clock,
  );
  await fenced.request({ method: 'POST', path: PATH, body: {} });
  const asked = Promise.allSettled([
    fenced.request({ method: 'DELETE', path: `${PATH}/one` }),
    fenced.request({ method: 'GET', path: PATH }),
  ]);
  mayWrite = false;
  await clock.run(at(5));
  const message = `DELETE ${PATH}/one: not sent, for this process does not hold the lease any more`;
  expect(await asked).toMatchObject([
    { status: 'rejected', reason: { code: 'LEASE_LOST', message } },
    { status: 'fulfilled' },
  ]);
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
});

it('no cluster that is opened later is written to without the lease', async () => {
  const { cluster, server } = await clusterAt(() => ({ body: {} }));
  let mayWrite = false;
  const asked: (string | undefined)[] = [];
  const open = (kubeconfig?: string) => {
    asked.push(kubeconfig);
    return Promise.resolve(cluster);
  };
  const fenced = fencedClusters({ cluster: open, close: () => cluster.close() }, () => mayWrite);
  const other = await fenced.cluster('/other');
  await expect(other.request({ method: 'POST', path: PATH, body: {} })).rejects.toMatchObject({ code: 'LEASE_LOST' });
  mayWrite = true;
  await other.request({ method: 'POST', path: PATH, body: {} });
  expect([asked, server.requests.length]).toEqual([['/other'], 1]);
});
