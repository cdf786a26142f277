import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { analysisTemplate, at, experiment, template, World } from './world.ts';

const RUN = 'AnalysisRun/shop/exp-check';
const HASH = [{ name: 'hash' }];

function analysed(analysis: JsonObject, more: JsonObject = {}): JsonObject {
  const analyses = [{ name: 'check', templateName: 'success', ...analysis }];
  return experiment({ templates: [template('canary')], analyses, ...more });
}

describe('the AnalysisRun of an analysis (rollout.md §18.3)', () => {
  it('is made once all templates run, with what the Experiment adds', () => {
    const world = new World(
      analysed(
        {},
        {
          dryRun: [{ metricName: 'up' }],
          measurementRetention: [{ metricName: 'up', limit: 3 }],
          analysisRunMetadata: { labels: { team: 'a' }, annotations: { why: 'b' } },
        },
      ),
      analysisTemplate('success'),
    );
    world.patch('Experiment/shop/exp', {
      metadata: { labels: { 'argo-rollouts.argoproj.io/controller-instance-id': 'mine' } },
    });
    world.sync();
    world.sync();
    expect(world.has(RUN)).toBe(false);
    world.startPods();
    world.settle();
    expect(world.get(RUN)).toMatchObject({
      metadata: {
        labels: { team: 'a', 'argo-rollouts.argoproj.io/controller-instance-id': 'mine' },
        annotations: { why: 'b' },
        ownerReferences: [{ kind: 'Experiment', uid: 'uid-1' }],
      },
      spec: {
        metrics: [{ name: 'up' }],
        dryRun: [{ metricName: 'up' }],
        measurementRetention: [{ metricName: 'up', limit: 3 }],
      },
    });
  });

  it.each([
    { value: 'fixed', then: 'fixed' },
    { value: '{{templates.canary.replicaset.name}}', then: 'exp-canary' },
    { value: '{{experiment.availableAt}}..{{ experiment.finishedAt }}', then: `${at(0)}..${at(30)}` },
  ])('gets $value as $then', ({ value, then }) => {
    const args = [{ name: 'hash', value }];
    const world = new World(analysed({ args }, { duration: '30s' }), analysisTemplate('success', HASH)).settle();
    expect(new Fields(world.get(RUN)).below('spec').list('args')).toEqual([{ name: 'hash', value: then }]);
  });

  it('gets the hash of a ReplicaSet', () => {
    const args = [{ name: 'hash', value: '{{templates.canary.podTemplateHash}}' }];
    const world = new World(analysed({ args }), analysisTemplate('success', HASH)).settle();
    const labels = new Fields(world.get('ReplicaSet/shop/exp-canary')).below('metadata').below('labels');
    const [given] = new Fields(world.get(RUN)).below('spec').list('args');
    expect(new Fields(given).text('value')).toBe(labels.text('rollouts-pod-template-hash'));
  });

  it.each<{ readonly given: string; readonly spec: JsonObject; readonly then: string }>([
    {
      given: 'its template is missing',
      spec: analysed({ templateName: 'lost' }),
      then: `AnalysisTemplate verification failed for analysis 'check': analysistemplate.argoproj.io "lost" not found`,
    },
    {
      given: 'its cluster template is missing',
      spec: analysed({ clusterScope: true }),
      then: `ClusterAnalysisTemplate verification failed for analysis 'check': clusteranalysistemplate.argoproj.io "success" not found`,
    },
    {
      given: 'an argument is missing',
      spec: analysed({}),
      then: "Failed to create AnalysisRun for analysis 'check': args.hash was not resolved",
    },
    {
      given: 'a placeholder leads nowhere',
      spec: analysed({ args: [{ name: 'hash', value: '{{experiment.finishedAt}}' }] }),
      then: "Failed to create AnalysisRun for analysis 'check': failed to resolve {{experiment.finishedAt}}",
    },
    {
      given: 'a placeholder is left open',
      spec: analysed({ args: [{ name: 'hash', value: 'a{{b' }] }),
      then: `Failed to create AnalysisRun for analysis 'check': Cannot find end tag="}}" in the template="a{{b" starting from "b"`,
    },
    {
      given: 'the duration is none',
      spec: analysed({ args: [{ name: 'hash', value: 'x' }] }, { duration: '1d' }),
      then: `Failed to create AnalysisRun for analysis 'check': time: unknown unit "d" in duration "1d"`,
    },
  ])('is not made when $given', ({ spec, then }) => {
    const world = new World(spec, analysisTemplate('success', HASH)).settle();
    expect(world.phase).toBe(`Error: ${then}`);
    expect(world.has(RUN)).toBe(false);
  });

  it('is an error when somebody deleted it', () => {
    const world = new World(analysed({}), analysisTemplate('success')).settle();
    world.remove(RUN);
    expect(world.settle().phase).toBe('Error: analysisruns.argoproj.io "exp-check" not found');
  });

  it.each([
    { given: 'unfinished', run: { status: { phase: 'Running' } }, then: 'exp-check' },
    { given: 'unfinished, of somebody else', run: { metadata: { ownerReferences: null } }, then: 'exp-check.1' },
    { given: 'unfinished, with another spec', run: { spec: { dryRun: [{ metricName: 'up' }] } }, then: 'exp-check.1' },
    { given: 'ended, of no known time', run: { status: { phase: 'Failed' } }, then: 'exp-check.1' },
    {
      given: 'ended, of an earlier attempt',
      run: { metadata: { creationTimestamp: at(-1) }, status: { phase: 'Failed' } },
      then: 'exp-check.1',
    },
    {
      given: 'ended, of this attempt (decision 0015)',
      run: { metadata: { creationTimestamp: at(1) }, status: { phase: 'Failed' } },
      then: 'exp-check',
    },
  ])('whose name is taken by one that is $given is $then', ({ run, then }) => {
    const world = new World(analysed({}), analysisTemplate('success')).settle();
    world.patch(RUN, run);
    // The write of the status was lost.
    world.patch('Experiment/shop/exp', { status: { analysisRuns: null } });
    world.sync();
    expect(new Fields(world.status.list('analysisRuns')[0]).text('analysisRun')).toBe(then);
    expect(world.has('AnalysisRun/shop/exp-check.1')).toBe(then === 'exp-check.1');
  });

  it('is told of to the Rollout too, as a warning', () => {
    const world = new World(analysed({}), analysisTemplate('success'));
    world.patch('Experiment/shop/exp', { metadata: { ownerReferences: [{ kind: 'Rollout', name: 'web' }] } });
    world.settle();
    world.endRun('exp-check', 'Running');
    const message = "AnalysisRun 'check' transitioned from Pending -> Running";
    expect(world.plan().events).toEqual([
      { type: 'Normal', reason: 'AnalysisRunRunning', message },
      { type: 'Warning', reason: 'AnalysisRunRunning', message, rolloutName: 'web' },
    ]);
  });
});
