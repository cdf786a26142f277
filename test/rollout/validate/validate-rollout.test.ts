import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { errorsOf, rollout } from './rollouts.ts';

/** What upstream's own rules say, by running them (argo-rollouts 9f8d111). */
describe('a Rollout by itself', () => {
  it.each<{ given: string; rollout: JsonObject; then: readonly string[] }>([
    {
      given: 'nothing wrong',
      rollout: rollout({}),
      then: [],
    },
    {
      given: 'numbers below zero',
      rollout: rollout({ replicas: -1, minReadySeconds: -2, revisionHistoryLimit: -3, progressDeadlineSeconds: -4 }),
      then: [
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        'spec.minReadySeconds: Invalid value: -2: must be greater than or equal to 0',
        'spec.revisionHistoryLimit: Invalid value: -3: must be greater than or equal to 0',
        'spec.progressDeadlineSeconds: Invalid value: -4: must be greater than or equal to 0',
        'spec.progressDeadlineSeconds: Invalid value: -4: must be greater than minReadySeconds',
      ],
    },
    {
      given: 'a deadline no longer than pods need to be available',
      rollout: rollout({ minReadySeconds: 600 }),
      then: ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
    },
    {
      given: 'no deadline at all',
      rollout: rollout({ progressDeadlineSeconds: 0 }),
      then: ['spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds'],
    },
    {
      given: 'no selector',
      rollout: rollout({ selector: null }),
      then: [
        "spec.selector: Required value: Rollout has missing field '.spec.selector'",
        'spec.template.metadata.labels: Invalid value: {"app":"guestbook"}: `selector` does not match template `labels`',
      ],
    },
    {
      given: 'an empty selector',
      rollout: rollout({ selector: {} }),
      then: ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
    },
    {
      given: 'a selector of other pods',
      rollout: rollout({ selector: { matchLabels: { app: 'other' } } }),
      then: [
        'spec.template.metadata.labels: Invalid value: {"app":"guestbook"}: `selector` does not match template `labels`',
      ],
    },
    {
      given: 'a selector that no label can fulfil',
      rollout: rollout({ selector: { matchLabels: { app: 'bad value!' } } }),
      then: [
        "spec.selector.matchLabels: Invalid value: \"bad value!\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        'spec.selector: Invalid value: {"matchLabels":{"app":"bad value!"}}: invalid label selector',
      ],
    },
    {
      given: 'requirements that say nothing',
      rollout: rollout({
        selector: {
          matchExpressions: [
            { key: '', operator: 'Exists', values: ['x'] },
            { key: 'a', operator: 'In' },
            { key: 'a', operator: 'Foo' },
          ],
        },
      }),
      then: [
        "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        'spec.selector.matchExpressions[0].key: Invalid value: "": name part must be non-empty',
        "spec.selector.matchExpressions[0].key: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        "spec.selector.matchExpressions[1].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        'spec.selector.matchExpressions[2].operator: Invalid value: "Foo": not a valid selector operator',
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"","operator":"Exists","values":["x"]},{"key":"a","operator":"In"},{"key":"a","operator":"Foo"}]}: invalid label selector',
      ],
    },
    {
      given: 'requirements that the template fulfils',
      rollout: rollout({
        selector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['guestbook'] },
            { key: 'app', operator: 'Exists' },
            { key: 'gone', operator: 'DoesNotExist' },
            { key: 'app', operator: 'NotIn', values: ['x'] },
          ],
        },
      }),
      then: [],
    },
    {
      given: 'a requirement that the template does not fulfil',
      rollout: rollout({ selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['guestbook'] }] } }),
      then: [
        'spec.template.metadata.labels: Invalid value: {"app":"guestbook"}: `selector` does not match template `labels`',
      ],
    },
    {
      given: 'a template without labels',
      rollout: rollout({ template: { spec: { containers: [{ name: 'web', image: 'x' }] } } }),
      then: ['spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`'],
    },
    {
      given: 'a workload in place of a template',
      rollout: rollout({ workloadRef: { name: 'w' }, template: null, selector: null }),
      then: [],
    },
    {
      given: 'a workload beside a template',
      rollout: rollout({ workloadRef: { name: 'w' } }),
      then: ['spec.template: Internal error: template must be empty for workload reference rollout'],
    },
    {
      given: 'a workload beside containers alone, which upstream does not see',
      rollout: rollout({ workloadRef: { name: 'w' }, selector: null, template: { spec: { containers: [] } } }),
      then: [],
    },
    {
      given: 'no strategy',
      rollout: rollout({ strategy: {} }),
      then: [
        "spec.strategy.strategy: Required value: Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'",
      ],
    },
    {
      given: 'two strategies',
      rollout: rollout({ strategy: { canary: {}, blueGreen: { activeService: 'a' } } }),
      then: [
        'spec.strategy.strategy: Invalid value: "blueGreen: true canary: true": Multiple Strategies can not be listed',
      ],
    },
  ])('$given', ({ rollout, then }) => {
    expect(errorsOf(rollout)).toEqual(then);
  });
});
