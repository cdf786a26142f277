import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import { isPhase, rollout, template, webMetric } from './fleet.ts';
import { startMetricServer } from './metric-server.ts';
import { Scene, type Theatre } from './scene.ts';

const [QUICK, HANGING, DOWN] = [['quick-1', 'quick-2', 'quick-3'], ['hanging-1', 'hanging-2', 'hanging-3'], ['down']];
/** So many errors in a row are one too many. */
const ERRORS = 2;

/** One backend hangs, another one is down: their Rollouts end by their limits, and those that ask a third one never notice. */
export async function providerAway(theatre: Theatre): Promise<string> {
  let report = '';
  await Scene.play(theatre, async (scene) => {
    const hanging = await startMetricServer();
    try {
      hanging.hang();
      const controller = scene.startController(await scene.openDoor());
      const urls = { quick: scene.metrics.url, hanging: hanging.url, down: `http://127.0.0.1:${await deadPort()}` };
      await prepare(scene, urls);
      const all = [...HANGING, ...DOWN, ...QUICK];
      for (const name of all) await scene.apply(withAnalysis(name, 1));
      for (const name of all) await scene.until(`${name} is up`, () => isPhase(scene, name, 'Healthy'));
      for (const name of all) await scene.apply(withAnalysis(name, 2));
      await scene.until('those that hang are asked', () =>
        hanging.looks.length >= HANGING.length ? undefined : 'not yet',
      );
      for (const name of QUICK) await scene.until(`${name} ends`, () => isPhase(scene, name, 'Healthy'));
      for (const name of HANGING) expect(resultOf(scene, name)['error'], 'the first look is not over').toBeUndefined();
      for (const name of DOWN) await scene.until(`${name} ends`, () => isPhase(scene, name, 'Degraded'));
      expect(resultOf(scene, 'down')).toMatchObject({ phase: 'Error', error: ERRORS });
      await hanging.stop();
      await scene.until('errors are counted', () => HANGING.find((name) => resultOf(scene, name)['phase'] !== 'Error'));
      for (const name of HANGING) await scene.until(`${name} ends`, () => isPhase(scene, name, 'Degraded'));
      await controller.end();
      report = `${QUICK.length} Rollouts went on while ${HANGING.length} waited for a backend that hangs and one had none`;
    } finally {
      hanging.answer();
    }
  });
  return report;
}

function withAnalysis(name: string, version: number): JsonObject {
  const [kind = ''] = name.split('-');
  const analysis = { templates: [{ templateName: kind }] };
  return rollout(name, version, { canary: { steps: [{ setWeight: 50 }, { analysis }] } });
}

async function prepare(scene: Scene, urls: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, url] of Object.entries(urls)) {
    // Nobody waits so long here: what hangs is in the way for as long as the scene has it.
    const metric = webMetric(`${url}/${name}`, { consecutiveErrorLimit: ERRORS - 1 }, { timeoutSeconds: 60 });
    await scene.apply(template(name, { metrics: [metric] }));
  }
}

/** The result of the one metric of a Rollout's one run. */
function resultOf({ sight }: Scene, name: string): JsonObject {
  const run = sight.object(
    'analysisRuns',
    sight.everMade('analysisRuns').find((one) => one.startsWith(`${name}-`)) ?? '',
  );
  const [result] = (objectIn(run, 'status')['metricResults'] ?? []) as readonly JsonObject[];
  return result ?? {};
}

/** A port that nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}
