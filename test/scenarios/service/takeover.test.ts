import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn } from '../../../src/core/json-members.ts';
import { type GateStage, openGateStage } from '../../support/gate-stage.ts';
import { postgresBinaries, sharedPostgres } from '../../support/postgres.ts';
import type { ServiceProcess } from '../../support/service-process.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const binaries = postgresBinaries('replicas of the service on PostgreSQL');

describe.skipIf(binaries === undefined)('two replicas of `verdict serve` on PostgreSQL', () => {
  let folder: TemporaryFolder;
  let stage: GateStage;
  let other: ServiceProcess;
  let asked = 0;

  beforeAll(async () => {
    folder = temporaryFolder();
    const program = await sharedProgram();
    const database = await (await sharedPostgres(binaries ?? '')).database();
    stage = await openGateStage({ program, database });
    other = await stage.addReplica();
  });
  afterAll(async () => {
    await other.kill();
    await stage.stop();
    folder.remove();
  });

  /** Asks the gate at a replica; the same key asks for the same run. */
  async function askGate(url: string, key: string, wait: string): Promise<{ status: number; body: JsonObject }> {
    const address = `${url}/api/v1/namespaces/shop/gate/checkout-slo?arg.service=checkout&wait=${wait}`;
    const headers = { authorization: `Bearer ${stage.token}`, 'idempotency-key': key };
    const answer = await fetch(address, { method: 'POST', headers });
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  }

  it.each([
    { how: 'is killed', leave: (replica: ServiceProcess) => replica.kill() },
    { how: 'is ended', leave: (replica: ServiceProcess) => replica.end() },
  ])('when the one that drives a run $how, the other goes on with it, once', async ({ leave }) => {
    stage.is('good');
    asked += 1;
    const key = `takeover-${asked}`;
    const before = stage.looks();
    const running = await askGate(stage.url, key, '0s');
    expect(running).toMatchObject({ status: 504, body: { verdict: null } });
    while (stage.looks() < before + 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await leave(stage.service);
    const ended = await askGate(other.url, key, '1m');
    expect(ended).toMatchObject({ status: 200, body: { id: running.body['id'], verdict: 'pass', attempt: 1 } });
    const [metric] = listIn(objectIn(ended.body, 'status'), 'metricResults');
    expect(metric).toMatchObject({ count: 5, successful: 5 });
    // One that was under way is made again.
    expect(stage.looks() - before - 5).toBeLessThanOrEqual(1);
    await stage.restart();
  });
});
