import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realClusterKubeconfig } from '../../support/real-cluster.ts';
import { SAMPLES } from '../schemas/contract/samples.ts';
import { openTwoServers, type TwoServers } from '../support/two-servers.ts';
import { STORIES } from './contract/stories.ts';

const kubeconfig = realClusterKubeconfig('the contract of server-side apply with a real API server');

describe.skipIf(kubeconfig === undefined)('fields are owned as a real API server notes them', () => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await openTwoServers(kubeconfig ?? '', SAMPLES);
  });
  afterAll(() => servers.close());

  it.each(STORIES)('$title', async ({ calls }) => {
    expect(servers.embedded(calls)).toEqual(await servers.real(calls));
  });
});
