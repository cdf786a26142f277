import { expect } from 'vitest';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import { isPhase, rollout, template, webMetric } from './fleet.ts';
import { Scene, type Theatre } from './scene.ts';

/** A run of which nothing counts. */
const UNPROVEN = { dryRun: [{ metricName: 'web' }] };

/** A run that was not evaluated holds the Rollout where evidence is required, and lets it go on where it is not. */
export async function evidenceRequired(theatre: Theatre): Promise<string> {
  for (const isRequired of [false, true]) {
    await Scene.play(theatre, async (scene) => {
      const flags = isRequired ? ['--require-evidence'] : [];
      const controller = scene.startController(await scene.openDoor(), '--leader-elect=false', ...flags);
      await scene.apply(template('web', { metrics: [webMetric(`${scene.metrics.url}/web`)], ...UNPROVEN }));
      const strategy = {
        canary: { steps: [{ setWeight: 50 }, { analysis: { templates: [{ templateName: 'web' }] } }] },
      };
      await scene.apply(rollout('web', 1, strategy));
      await scene.until('it is up', () => isPhase(scene, 'web', 'Healthy'));
      await scene.apply(rollout('web', 2, strategy));
      const wanted = isRequired ? 'Paused' : 'Healthy';
      await scene.until(`it is ${wanted}`, () => isPhase(scene, 'web', wanted));
      await scene.until('its run has ended', () =>
        phaseOfRun(scene) === 'Successful' ? undefined : phaseOfRun(scene),
      );
      const status = objectIn(scene.sight.object('rollouts', 'web'), 'status');
      if (isRequired) expect(status).toMatchObject({ message: 'InconclusiveAnalysisRun', currentStepIndex: 1 });
      await controller.end();
    });
  }
  return 'held with the flag, went on without';
}

function phaseOfRun({ sight }: Scene): string {
  return textIn(objectIn(sight.objects('analysisRuns')[0], 'status'), 'phase');
}
