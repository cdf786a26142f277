import { describe, expect, it } from 'vitest';
import { analysisTemplate, experiment, template, World } from './world.ts';

/** From the first sync to the last pod, the second sync of each part killed after so many writes. */
function life(writes: number): World {
  const world = new World(
    experiment({
      templates: [template('baseline', { service: {} }, 80), template('canary', { replicas: 2 })],
      analyses: [
        { name: 'check', templateName: 'success', requiredForCompletion: true },
        { name: 'latency', templateName: 'success' },
      ],
    }),
    analysisTemplate('success'),
  );
  const syncs = (): void => {
    for (let count = 0; count < 4; count += 1) {
      world.sync(writes);
      world.sync();
      world.startPods();
    }
  };
  syncs();
  world.endRun('exp-check', 'Successful');
  syncs();
  world.endRun('exp-latency', 'Successful');
  syncs();
  world.later(31);
  syncs();
  return world;
}

describe('an Experiment whose controller is killed', () => {
  it.each([0, 1, 2, 3, 4])('after %i writes of a sync ends as one that was left in peace', (writes) => {
    const peaceful = life(Infinity);
    const killed = life(writes);
    expect(killed.phase).toBe('Successful: Required AnalysisRuns completed');
    expect(killed.objects).toEqual(peaceful.objects);
  });
});
