import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import { cliProcess, type Ended } from '../../support/cli-process.ts';
import { type GateStage, openGateStage } from '../../support/gate-stage.ts';
import { postgresBinaries, sharedPostgres } from '../../support/postgres.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { beginRelease, type Release, type ReleaseWish } from './release.ts';

const binaries = postgresBinaries('releases through the service on PostgreSQL');
const STORES = [
  { store: 'SQLite', database: async () => undefined },
  {
    store: 'PostgreSQL',
    database: async () => (binaries === undefined ? undefined : (await sharedPostgres(binaries)).database()),
  },
].filter(({ store }) => store === 'SQLite' || binaries !== undefined);

describe.each(STORES)('a release through `verdict serve` on $store', ({ database }) => {
  let folder: TemporaryFolder;
  let program: string;
  let stage: GateStage;
  let releases = 0;
  const begun: Release[] = [];

  beforeAll(async () => {
    folder = temporaryFolder();
    program = await sharedProgram();
    const url = await database();
    stage = await openGateStage({ program, ...(url !== undefined && { database: url }) });
  });
  afterEach(async () => {
    for (const release of begun.splice(0)) await release.end();
  });
  afterAll(async () => {
    await stage.stop();
    folder.remove();
  });

  async function begin(wish: Pick<ReleaseWish, 'script' | 'watch'>): Promise<Release> {
    releases += 1;
    const release = await beginRelease({ ...wish, stage, program, name: `release-${releases}` });
    begun.push(release);
    return release;
  }

  async function runs(query: string): Promise<readonly JsonObject[]> {
    return listIn((await stage.ask(`/runs?${query}`)).body, 'items');
  }

  /** Judges a run once more from its evidence; what differs from the record is said on standard error. */
  async function replayed(id: string): Promise<Ended> {
    const { body } = await stage.ask(`/runs/${id}/evidence`);
    return cliProcess(['replay', folder.write('evidence.json', JSON.stringify(body))], { program }).ended;
  }

  it.each(['release-with-curl.sh', 'release-with-cli.sh'] as const)('%s: a bad canary goes back', async (script) => {
    stage.is('bad');
    const release = await begin({ script });
    expect(await release.pipeline.ended).toMatchObject({ code: 1 });
    expect(release.deployed()).toEqual(['canary', 'back']);
  });

  it('with curl: a good release is watched, and goes back at a breach, by one callback', async () => {
    stage.is('good');
    const release = await begin({ script: 'release-with-curl.sh' });
    const { code, stdout } = await release.pipeline.ended;
    expect({ code, deployed: release.deployed() }).toEqual({ code: 0, deployed: ['canary', 'all'] });
    const [, id = ''] = /\/runs\/(\S+)/.exec(stdout) ?? [];
    expect((await stage.ask(`/runs/${id}`)).body).toMatchObject({ verdict: null, labels: { guard: 'checkout' } });
    stage.is('bad');
    await release.untilDeployed('back');
    expect(release.deployed()).toEqual(['canary', 'all', 'back']);
    expect((await stage.ask(`/runs/${id}?wait=10s`)).body).toMatchObject({ verdict: 'fail', phase: 'Failed' });
  });

  it('with the CLI: a good release stays when it is good for as long as it is watched', async () => {
    stage.is('good');
    const release = await begin({ script: 'release-with-cli.sh', watch: '1s' });
    expect(await release.pipeline.ended).toMatchObject({ code: 0 });
    expect(release.deployed()).toEqual(['canary', 'all']);
  });

  it('with the CLI: a good release goes back at a breach', async () => {
    stage.is('good');
    const release = await begin({ script: 'release-with-cli.sh', watch: '1m' });
    await release.untilDeployed('all');
    stage.is('bad');
    expect(await release.pipeline.ended).toMatchObject({ code: 1 });
    expect(release.deployed()).toEqual(['canary', 'all', 'back']);
  });

  it.each(['release-with-curl.sh', 'release-with-cli.sh'] as const)(
    '%s: a kill of the service in the middle loses nothing and doubles nothing',
    async (script) => {
      stage.is('good');
      const before = (await runs('limit=100')).length;
      const looked = stage.looks();
      const release = await begin({ script, watch: '1s' });
      while (stage.looks() < looked + 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await stage.service.kill();
      await stage.restart();
      expect(await release.pipeline.ended).toMatchObject({ code: 0 });
      expect(release.deployed()).toEqual(['canary', 'all']);
      const [gate] = (await runs('limit=100')).toReversed().slice(before);
      const { body } = await stage.ask(`/runs/${textIn(gate ?? {}, 'id')}`);
      const [metric] = listIn(objectIn(body, 'status'), 'metricResults');
      expect(body).toMatchObject({ verdict: 'pass', attempt: 1, source: ['checkout-slo'] });
      expect(metric).toMatchObject({ count: 5, successful: 5 });
      expect(listIn(metric ?? {}, 'measurements')).toHaveLength(5);
      expect(await replayed(textIn(body, 'id'))).toMatchObject({ code: 0, stderr: '' });
    },
  );
});
