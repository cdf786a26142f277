import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { analysisTemplate, at, experiment, template, World } from './world.ts';

const PAIR = [template('baseline'), template('canary', { replicas: 2 })];
const RUN = 'AnalysisRun/shop/exp-check';

function analysis(more: JsonObject = {}): JsonObject {
  return { name: 'check', templateName: 'success', ...more };
}

describe('an Experiment with a duration (rollout.md §18.3)', () => {
  it('creates ReplicaSets without pods, sizes them, runs, and ends strictly after its duration', () => {
    const world = new World(experiment({ templates: PAIR, duration: '30s' }));
    expect(world.sync()).toEqual([
      'createReplicaSet exp-baseline',
      'createReplicaSet exp-canary',
      'patchExperiment exp',
    ]);
    expect(world.phase).toBe('Pending');
    expect(world.replicas('canary')).toBe(0);
    expect(world.sync()).toEqual(['scale exp-baseline', 'scale exp-canary']);
    expect(world.replicas('canary')).toBe(2);
    world.startPods();
    world.settle();
    expect(world.phase).toBe('Running');
    expect(world.status.text('availableAt')).toBe(at(0));
    expect(world.wakesIn).toBe(30.001);
    world.later(30).settle();
    expect(world.phase).toBe('Running');
    world.later(0.001).settle();
    expect(world.phase).toBe('Successful');
    expect(world.events).toContain('Normal ExperimentSuccessful: Experiment transitioned from Running -> Successful');
  });

  it('keeps its pods for the delay, which counts from the sync after the end', () => {
    const world = new World(experiment({ templates: PAIR, duration: '30s' })).settle().later(31).settle();
    const set = world.get('ReplicaSet/shop/exp-canary')['metadata'];
    expect(set).toHaveProperty('annotations.scale-down-deadline', at(61));
    expect(world.replicas('canary')).toBe(2);
    expect(world.wakesIn).toBe(30);
    world.later(29).settle();
    expect(world.replicas('canary')).toBe(2);
    world.later(1).settle();
    expect(world.replicas('canary')).toBe(0);
    expect(world.wakesIn).toBeUndefined();
  });

  it('lets its pods go at once where the delay is 0, and takes a deadline away', () => {
    const world = new World(experiment({ templates: PAIR, duration: '30s', scaleDownDelaySeconds: 0 })).settle();
    world.patch('ReplicaSet/shop/exp-canary', { metadata: { annotations: { 'scale-down-deadline': at(9999) } } });
    world.later(31).settle();
    expect([world.replicas('baseline'), world.replicas('canary')]).toEqual([0, 0]);
    expect(world.get('ReplicaSet/shop/exp-canary')['metadata']).not.toHaveProperty('annotations.scale-down-deadline');
  });

  it('runs without end where the duration is none, and does not ask to be looked at', () => {
    const world = new World(experiment({ templates: PAIR, duration: 'soon' })).settle();
    expect(world.wakesIn).toBeUndefined();
    expect(world.later(1e6).settle().phase).toBe('Running');
  });

  it('ends when it is told to', () => {
    const world = new World(experiment({ templates: PAIR })).settle().later(1e6).settle();
    expect(world.phase).toBe('Running');
    world.patch('Experiment/shop/exp', { spec: { terminate: true } });
    expect(world.settle().phase).toBe('Successful');
  });

  it('does nothing once it was deleted', () => {
    const world = new World(experiment({ templates: PAIR }));
    world.patch('Experiment/shop/exp', { metadata: { deletionTimestamp: at(0) } });
    expect(world.sync()).toEqual([]);
  });
});

describe('a template that does not get its pods', () => {
  it('fails the Experiment after the progress deadline', () => {
    const world = new World(experiment({ templates: PAIR, progressDeadlineSeconds: 60 }));
    world.sync();
    world.sync();
    expect(world.wakesIn).toBe(60.001);
    world.later(60).sync();
    expect(world.phase).toBe('Pending');
    world.later(1).sync();
    expect(world.phase).toBe("Failed: Template 'baseline' exceeded its progressDeadlineSeconds (60)");
    expect(world.events).toContain(
      "Warning TemplateFailed: Template 'baseline' transitioned from Progressing -> Failed: " +
        "Template 'baseline' exceeded its progressDeadlineSeconds (60)",
    );
  });

  it('sends a running Experiment back to Pending when pods drop out', () => {
    const world = new World(experiment({ templates: PAIR })).settle();
    world.patch('ReplicaSet/shop/exp-canary', { status: { availableReplicas: 1 } });
    world.sync();
    expect(world.phase).toBe('Pending');
    expect(world.events.at(-1)).toBe('Normal ExperimentPending: Experiment transitioned from Running -> Pending');
  });

  it('waits for a name that is taken, writes nothing more, and fails after the progress deadline', () => {
    const stranger = { kind: 'ReplicaSet', metadata: { name: 'exp-canary', namespace: 'shop' }, spec: { replicas: 0 } };
    const world = new World(experiment({ templates: PAIR }), stranger);
    world.sync();
    world.sync();
    world.startPods();
    world.settle();
    expect(world.phase).toBe('Pending');
    expect(world.status.list('templateStatuses')).toHaveLength(2);
    expect(world.wakesIn).toBe(600.001);
    world.later(601).settle();
    expect(world.phase).toBe("Failed: Template 'canary' exceeded its progressDeadlineSeconds (600)");
  });

  it('goes on when the name becomes free', () => {
    const stranger = { kind: 'ReplicaSet', metadata: { name: 'exp-canary', namespace: 'shop' }, spec: { replicas: 0 } };
    const world = new World(experiment({ templates: PAIR }), stranger).settle();
    world.remove('ReplicaSet/shop/exp-canary');
    expect(world.settle().phase).toBe('Running');
  });
});

describe('required analyses', () => {
  it('end the Experiment when all of them are successful', () => {
    const world = new World(
      experiment({ templates: PAIR, analyses: [analysis({ requiredForCompletion: true })] }),
      analysisTemplate('success'),
    ).settle();
    expect(world.has(RUN)).toBe(true);
    world.endRun('exp-check', 'Successful');
    expect(world.settle().phase).toBe('Successful: Required AnalysisRuns completed');
    expect(world.events).toContain(
      "Normal AnalysisRunSuccessful: AnalysisRun 'check' transitioned from Pending -> Successful",
    );
  });

  it('decide an Experiment whose duration is over before they are', () => {
    const world = new World(
      experiment({ templates: PAIR, duration: '30s', analyses: [analysis({ requiredForCompletion: true })] }),
      analysisTemplate('success'),
    ).settle();
    expect(world.later(31).settle().phase).toBe('Running');
    world.endRun('exp-check', 'Failed', 'too bad');
    expect(world.settle().phase).toBe('Failed: too bad');
  });

  it.each([
    { ends: 'Successful', then: 'Successful: Required AnalysisRuns completed' },
    { ends: 'Inconclusive', then: 'Inconclusive: why' },
  ])('wait for another run, which is told to end and ends $ends (decision 0014)', ({ ends, then }) => {
    const world = new World(
      experiment({
        templates: PAIR,
        analyses: [analysis({ requiredForCompletion: true }), analysis({ name: 'latency' })],
      }),
      analysisTemplate('success'),
    ).settle();
    world.endRun('exp-latency', 'Running');
    world.settle();
    world.endRun('exp-check', 'Successful');
    world.settle();
    expect(world.get('AnalysisRun/shop/exp-latency')['spec']).toHaveProperty('terminate', true);
    expect(world.events).toContain('Normal AnalysisRunTerminating: Terminating latency (exp-latency)');
    expect(world.phase).toBe('Running');
    world.endRun('exp-latency', ends, ends === 'Successful' ? '' : 'why');
    expect(world.settle().phase).toBe(then);
  });
});

describe('analyses that are not required', () => {
  it('are pending until their controller has seen them', () => {
    const world = new World(
      experiment({ templates: PAIR, analyses: [analysis()] }),
      analysisTemplate('success'),
    ).settle();
    expect(world.get(RUN)).not.toHaveProperty('status');
    expect(world.status.list('analysisRuns')).toEqual([{ name: 'check', analysisRun: 'exp-check', phase: 'Pending' }]);
  });

  it.each(['Failed', 'Error', 'Inconclusive'])('end the Experiment when one of them is %s', (phase) => {
    const world = new World(
      experiment({ templates: PAIR, analyses: [analysis()] }),
      analysisTemplate('success'),
    ).settle();
    world.endRun('exp-check', phase, 'why');
    expect(world.settle().phase).toBe(`${phase}: why`);
    expect(world.events).toContain(`Warning Experiment${phase}: Experiment transitioned from Running -> ${phase}`);
  });

  it('do not hold up the end of the duration, and are told to end', () => {
    const world = new World(
      experiment({ templates: PAIR, duration: '30s', analyses: [analysis()] }),
      analysisTemplate('success'),
    ).settle();
    expect(world.later(31).settle().phase).toBe('Successful');
    expect(world.get(RUN)['spec']).toHaveProperty('terminate', true);
  });

  it('do not end an Experiment by being successful', () => {
    const world = new World(
      experiment({ templates: PAIR, analyses: [analysis()] }),
      analysisTemplate('success'),
    ).settle();
    world.endRun('exp-check', 'Successful');
    expect(world.settle().phase).toBe('Running');
  });
});
