import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { analysisTemplate, at, experiment, template, World } from './world.ts';

describe('an invalid Experiment (rollout.md §18.2)', () => {
  const invalid: readonly {
    readonly given: string;
    readonly templates: readonly JsonObject[];
    readonly then: string;
  }[] = [
    {
      given: 'no selector',
      templates: [template('a'), template('b', { selector: null })],
      then: "Rollout has missing field '.Spec.Templates[1].Selector'",
    },
    {
      given: 'a selector for everything',
      templates: [template('a', { selector: {} })],
      then: 'This experiment is selecting all pods at index 0. A non-empty selector is required.',
    },
    {
      given: 'pods that may never be ready in time',
      templates: [template('a', { minReadySeconds: 601 })],
      then: 'MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index 0',
    },
    {
      given: 'a template without a name',
      templates: [template('')],
      then: 'Experiment exp has empty template name at index 0',
    },
    {
      given: 'two templates of one name',
      templates: [template('a'), template('a')],
      then: "Experiment exp has repeated template name 'a' in templates",
    },
  ];

  it.each(invalid)('with $given only gets a condition, once', ({ templates, then }) => {
    const world = new World(experiment({ templates: [...templates] }));
    expect(world.sync()).toEqual(['patchExperiment exp']);
    expect(world.status.list('conditions')).toEqual([
      {
        type: 'InvalidSpec',
        status: 'True',
        reason: 'InvalidSpec',
        message: then,
        lastUpdateTime: at(0),
        lastTransitionTime: at(0),
      },
    ]);
    expect(world.phase).toBe('');
    expect(world.later(60).sync()).toEqual([]);
  });

  it('goes on once it is mended', () => {
    const world = new World(experiment({ templates: [template('')] })).settle();
    world.patch('Experiment/shop/exp', { spec: { templates: [template('a')] } });
    expect(world.settle().phase).toBe('Running');
    expect(world.status.list('conditions').map((condition) => new Fields(condition).text('type'))).toEqual([
      'Progressing',
    ]);
  });
});

describe('the ReplicaSet of a template', () => {
  it('has a hash of its own in labels and selector, instead of the one that its template brings', () => {
    const labels = { app: 'canary', 'rollouts-pod-template-hash': 'of-the-rollout' };
    const brought = template('canary', {
      minReadySeconds: 5,
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'demo' }] } },
    });
    const world = new World(experiment({ templates: [brought] }));
    world.sync();
    const plain = new World(experiment({ templates: [template('canary')] }));
    plain.sync();
    const hash = hashOf(world);
    expect(hash).toMatch(/^[4-9bcdf]+$/);
    expect(hash).toBe(hashOf(plain));
    const wanted = { app: 'canary', 'rollouts-pod-template-hash': hash };
    expect(world.get('ReplicaSet/shop/exp-canary')).toMatchObject({
      metadata: { labels: wanted },
      spec: {
        replicas: 0,
        minReadySeconds: 5,
        selector: { matchLabels: wanted },
        template: { metadata: { labels: wanted } },
      },
    });
  });

  it('is an error when there are two', () => {
    const world = new World(experiment({ templates: [template('canary')] })).settle();
    const twin = world.get('ReplicaSet/shop/exp-canary');
    const metadata = { ...(twin['metadata'] as JsonObject), name: 'twin' };
    const both = new World(world.get('Experiment/shop/exp'), twin, { ...twin, metadata });
    expect(both.plan()).toMatchObject({
      actions: [],
      events: [],
      error: 'multiple ReplicaSets match single experiment template: canary',
    });
  });
});

describe('conditions (rollout.md §18.3)', () => {
  it('go from progressing to running to completed', () => {
    const world = new World(experiment({ templates: [template('canary')], duration: '30s' }));
    world.sync();
    expect(progressing(world)).toBe('True ReplicaSetUpdated Experiment "exp" is progressing.');
    world.settle();
    expect(progressing(world)).toBe('True NewReplicaSetAvailable Experiment "exp" is running.');
    world.later(31).settle();
    expect(progressing(world)).toBe('False ExperimentCompleted Experiment "exp" has successfully ran and completed.');
  });
});

describe('what the API refuses for good', () => {
  it.each([
    {
      action: 'createReplicaSet exp-canary',
      then: "Failed to create ReplicaSet for template 'canary': no",
      event: 'Normal ReplicaSetCreateError: Failed to create new replica set "exp-canary": no',
    },
    {
      action: 'scale exp-canary',
      then: "Unable to scale ReplicaSet for template 'canary' to desired replica count '1': no",
      event: 'Warning ReplicaSetUpdateError: Failed to scale exp-canary up: no',
    },
    {
      action: 'createService exp-canary',
      then: "Failed to create Service exp-canary for template 'canary': cannot create service: no",
      event: /Warning TemplateError: Template 'canary' transitioned from \w* -> Error: Failed to create Service/,
    },
    {
      action: 'createAnalysisRun exp-check',
      then: "Failed to create AnalysisRun for analysis 'check': no",
      event: /Warning AnalysisRunError: AnalysisRun 'check' transitioned from  -> Error: Failed to create/,
    },
  ])('ends the Experiment with an error: $action', ({ action, then, event }) => {
    const world = new World(
      experiment({
        templates: [template('canary', { service: {} }, 80)],
        analyses: [{ name: 'check', templateName: 'success' }],
      }),
      analysisTemplate('success'),
    );
    world.refused.set(action, 'no');
    world.settle();
    expect(world.phase).toBe(`Error: ${then}`);
    expect(world.events).toContainEqual(typeof event === 'string' ? event : expect.stringMatching(event));
  });

  it('does not hold up the end of an Experiment: a Service that stays', () => {
    const spec = { templates: [template('canary', { service: {} }, 80)], terminate: false, scaleDownDelaySeconds: 0 };
    const world = new World(experiment(spec)).settle();
    world.patch('Experiment/shop/exp', { spec: { terminate: true } });
    world.refused.set('deleteService exp-canary', 'no');
    world.settle();
    expect(world.replicas('canary')).toBe(0);
    expect(world.events).toContain(
      "Warning TemplateError: Template 'canary' transitioned from Successful -> Error: " +
        "Failed to delete Service for template 'canary': no",
    );
  });

  it('is an error of the analysis whose run cannot be told to end', () => {
    const world = new World(
      experiment({ templates: [template('canary')], analyses: [{ name: 'check', templateName: 'success' }] }),
      analysisTemplate('success'),
    ).settle();
    world.patch('Experiment/shop/exp', { spec: { terminate: true } });
    world.refused.set('terminateAnalysisRun exp-check', 'no');
    expect(world.settle().phase).toBe('Error: no');
  });
});

function hashOf(world: World): string {
  const labels = new Fields(world.get('ReplicaSet/shop/exp-canary')).below('metadata').below('labels');
  return labels.text('rollouts-pod-template-hash');
}

function progressing(world: World): string {
  const [condition] = world.status.list('conditions').map((item) => new Fields(item));
  return `${condition?.text('status')} ${condition?.text('reason')} ${condition?.text('message')}`;
}
