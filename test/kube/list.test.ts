import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../src/kube/connect.ts';
import { listAll } from '../../src/kube/list.ts';
import { startServer } from '../support/http-server.ts';
import { writeKubeconfig } from '../support/kubeconfig-file.ts';

it('lists all pages, each asked for by the one before', async () => {
  const next = new Map([
    [null, 'two'],
    ['two', 'three'],
  ]);
  const server = await startServer(({ query }) => {
    const page = query.get('continue');
    return { body: { metadata: { continue: next.get(page) }, items: [{ page }] } };
  });
  onTestFinished(() => server.stop());
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url) });
  const items = await listAll(cluster, { path: '/api/v1/pods', labelSelector: 'app=web' });
  expect(items).toEqual([{ page: null }, { page: 'two' }, { page: 'three' }]);
  expect(server.requests.map(({ query }) => [query.get('labelSelector'), query.get('limit')])).toEqual(
    Array.from({ length: 3 }, () => ['app=web', '500']),
  );
});
