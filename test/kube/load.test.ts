import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobsIn, openClusters } from '../../src/kube/load.ts';
import { writeKubeconfig } from '../support/kubeconfig-file.ts';

describe('clusters that stay open', () => {
  it('are opened once each', async () => {
    const [one, other] = [writeKubeconfig('https://one'), writeKubeconfig('https://other')];
    const clusters = openClusters({ kubeconfig: one });
    expect((await clusters.cluster()).server).toBe('https://one');
    expect((await clusters.cluster(other)).server).toBe('https://other');
    expect(await clusters.cluster()).toBe(await clusters.cluster());
    expect(await clusters.cluster(other)).toBe(await clusters.cluster(other));
    await clusters.close();
  });

  it('are tried again after a failure', async () => {
    const env: Record<string, string> = { HOME: '/nowhere' };
    const clusters = openClusters({ env });
    await expect(clusters.cluster()).rejects.toThrow('no Kubernetes cluster is given');
    env['KUBECONFIG'] = writeKubeconfig('https://one');
    expect((await clusters.cluster()).server).toBe('https://one');
    await clusters.close();
  });
});

describe('Jobs', () => {
  it('may be owned by a run only in the default cluster', async () => {
    const kubeconfig = writeKubeconfig('https://one');
    const clusters = openClusters({ kubeconfig });
    expect((await jobsIn(clusters, { holdsRuns: true })()).holdsRuns).toBe(true);
    expect((await jobsIn(clusters, { holdsRuns: true })(kubeconfig)).holdsRuns).toBe(false);
    expect((await jobsIn(clusters, { holdsRuns: false })()).holdsRuns).toBe(false);
    await clusters.close();
  });
});

describe('client-node', () => {
  it('is loaded by nothing that a command without a cluster loads', () => {
    const heavy =
      /^import (?!type\b)[^;]*from '(@kubernetes\/client-node|[./]+(kube\/)?(connect|credentials|kubeconfig)\.ts)'/m;
    const loading = globSync('src/**/*.ts').filter((file) => heavy.test(readFileSync(file, 'utf8')));
    expect(loading.toSorted()).toEqual(['src/kube/connect.ts', 'src/kube/credentials.ts', 'src/kube/kubeconfig.ts']);
    const staticallyFrom = (file: string): boolean =>
      /^import (?!type\b)[^;]*\/connect\.ts'/m.test(readFileSync(file, 'utf8'));
    expect(globSync('src/**/*.ts').filter(staticallyFrom)).toEqual([]);
  });
});
