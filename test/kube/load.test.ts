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
