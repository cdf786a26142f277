import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { errorsOf, routed, steps } from '../rollouts.ts';

/** What upstream's own rules say, by running them (argo-rollouts 9f8d111). */
describe('a step of a canary', () => {
  it.each<{ given: string; rollout: JsonObject; then: readonly string[] }>([
    {
      given: 'nothing',
      rollout: steps({}),
      then: [
        'spec.strategy.steps[0]: Invalid value: "step.Experiment: true step.Pause: true step.SetWeight: true step.Analysis: true step.SetCanaryScale: true step.SetHeaderRoute: true step.SetMirrorRoute: true step.Plugin: true": Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause',
      ],
    },
    {
      given: 'two kinds at once',
      rollout: steps({ setWeight: 5, pause: {} }, { analysis: {}, experiment: { templates: [] } }),
      then: [
        'spec.strategy.steps[0]: Invalid value: "step.Experiment: false step.Pause: true step.SetWeight: true step.Analysis: false": Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause',
        'spec.strategy.steps[1]: Invalid value: "step.Experiment: true step.Pause: false step.SetWeight: false step.Analysis: true": Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause',
      ],
    },
    {
      given: 'two kinds that upstream does not count',
      rollout: steps({ setWeight: 5, plugin: { name: 'a/b' } }),
      then: [],
    },
    {
      given: 'weights out of range',
      rollout: steps({ setWeight: -1 }, { setWeight: 0 }, { setWeight: 100 }, { setWeight: 101 }),
      then: [
        'spec.strategy.steps[0].setWeight: Invalid value: -1: SetWeight needs to be between 0 and 100',
        'spec.strategy.steps[3].setWeight: Invalid value: 101: SetWeight needs to be between 0 and 100',
      ],
    },
    {
      given: 'weights of a router that counts further',
      rollout: routed({ nginx: {}, maxTrafficWeight: 1000 }, { steps: [{ setWeight: 1000 }, { setWeight: 1001 }] }),
      then: ['spec.strategy.steps[1].setWeight: Invalid value: 1001: SetWeight needs to be between 0 and 1000'],
    },
    {
      given: 'pauses',
      rollout: steps(
        ...[0, '0', 5, '10s', '1h30m', '-0.5s', {}].map((duration) => ({
          pause: typeof duration === 'object' ? {} : { duration },
        })),
      ),
      then: [],
    },
    {
      given: 'pauses that cannot be',
      rollout: steps(
        ...[-1, '-5', '-2s', 'abc', '', '1d', '2147483648', '1000000h'].map((duration) => ({ pause: { duration } })),
      ),
      then: [
        'spec.strategy.steps[0].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
        'spec.strategy.steps[1].pause.duration: Invalid value: -5: Duration needs to be greater than 0',
        'spec.strategy.steps[2].pause.duration: Invalid value: -2: Duration needs to be greater than 0',
        'spec.strategy.steps[3].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
        'spec.strategy.steps[4].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
        'spec.strategy.steps[5].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
        'spec.strategy.steps[6].pause.duration: Invalid value: -1: Duration needs to be greater than 0',
        'spec.strategy.steps[7].pause.duration: Invalid value: -2147483648: Duration needs to be greater than 0',
      ],
    },
    {
      given: 'a size of its own without a router',
      rollout: steps({ setCanaryScale: { replicas: 1 } }),
      then: ['spec.strategy.trafficRouting: Required value: SetCanaryScale requires TrafficRouting to be set'],
    },
    {
      given: 'header routes at the wrong router',
      rollout: routed(
        { nginx: {}, managedRoutes: [{ name: 'h' }] },
        { steps: [{ setHeaderRoute: { name: 'h', match: [{ headerName: 'a', headerValue: { regex: '<' } }] } }] },
      ),
      then: [
        'spec.strategy.steps[0].setHeaderRoute: Invalid value: {"name":"h","match":[{"headerName":"a","headerValue":{"regex":"\\u003c"}}]}: SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix',
      ],
    },
    {
      given: 'header routes without a router',
      rollout: steps(
        { setHeaderRoute: { name: 'h' } },
        { setMirrorRoute: { name: 'm', percentage: 5, match: [{ headers: { a: {} } }] } },
      ),
      then: [
        'spec.strategy.steps[0].setHeaderRoute: Invalid value: {"name":"h"}: SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix',
        'spec.strategy.steps[1].setMirrorRoute: Invalid value: {"name":"m","match":[{"headers":{"a":{}}}],"percentage":5}: SetMirrorRoute requires TrafficRouting, supports Istio and Plugins',
      ],
    },
    {
      given: 'ways to match a header',
      rollout: routed(
        { istio: {}, managedRoutes: [{ name: 'h' }] },
        {
          steps: [
            {
              setHeaderRoute: {
                name: 'h',
                match: [
                  { headerName: 'a' },
                  { headerName: 'a', headerValue: {} },
                  { headerName: 'a', headerValue: { exact: 'x', regex: 'y' } },
                  { headerName: 'a', headerValue: { prefix: 'x' } },
                ],
              },
            },
          ],
        },
      ),
      then: [
        'spec.strategy.steps[0].setHeaderRoute.match[0]: Invalid value: null: StringMatch value missed, match value must have one of the following: exact, regex, prefix',
        'spec.strategy.steps[0].setHeaderRoute.match[1]: Invalid value: {}: StringMatch value missed, match value must have one of the following: exact, regex, prefix',
        'spec.strategy.steps[0].setHeaderRoute.match[2]: Invalid value: {"exact":"x","regex":"y"}: StringMatch match value must have exactly one of the following: exact, regex, prefix',
      ],
    },
    {
      given: 'ways to match a header that ALB knows',
      rollout: routed(
        { alb: { servicePort: 80 }, managedRoutes: [{ name: 'h' }] },
        {
          steps: [
            {
              setHeaderRoute: {
                name: 'h',
                match: [
                  { headerName: 'a' },
                  { headerName: 'a', headerValue: { prefix: 'x' } },
                  { headerName: 'a', headerValue: { exact: 'x' } },
                ],
              },
            },
          ],
        },
      ),
      then: [
        'spec.strategy.steps[0].setHeaderRoute.match[0]: Invalid value: null: StringMatch value missed, match value must have one of the following: exact, regex, prefix',
        'spec.strategy.steps[0].setHeaderRoute.match[1]: Invalid value: {"prefix":"x"}: SetHeaderRoute match value invalid. ALB supports \'exact\' value only',
      ],
    },
    {
      given: 'ways to match a request, the method counting twice',
      rollout: routed(
        { istio: {}, managedRoutes: [{ name: 'm' }] },
        {
          steps: [
            {
              setMirrorRoute: {
                name: 'm',
                match: [{ method: {}, path: { exact: 'a', prefix: 'b' }, headers: { a: {} } }],
              },
            },
          ],
        },
      ),
      then: [
        'spec.strategy.steps[0].setMirrorRoute.match[0]: Invalid value: {}: StringMatch value missed, match value must have one of the following: exact, regex, prefix',
        'spec.strategy.steps[0].setMirrorRoute.match[0]: Invalid value: {"exact":"a","prefix":"b"}: StringMatch match value must have exactly one of the following: exact, regex, prefix',
        'spec.strategy.steps[0].setMirrorRoute.match[0]: Invalid value: {}: StringMatch value missed, match value must have one of the following: exact, regex, prefix',
      ],
    },
    {
      given: 'routes that nobody manages',
      rollout: routed(
        { istio: {}, managedRoutes: [{ name: 'h' }] },
        { steps: [{ setHeaderRoute: { name: 'x' } }, { setMirrorRoute: { name: 'y' } }] },
      ),
      then: [
        'spec.strategy.steps[0].setHeaderRoute: Invalid value: "x": Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes',
        'spec.strategy.steps[1].setMirrorRoute: Invalid value: "y": Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes',
      ],
    },
    {
      given: 'no managed routes',
      rollout: routed({ istio: {} }, { steps: [{ setHeaderRoute: { name: 'h' }, setMirrorRoute: { name: 'm' } }] }),
      then: [
        "spec.strategy.trafficRouting.managedRoutes: Required value: Rollout has missing field 'spec.strategy.canary.trafficRouting.managedRoutes'",
      ],
    },
    {
      given: 'traffic for an experiment without a router',
      rollout: steps({
        experiment: {
          templates: [
            { name: 'a', specRef: 'stable' },
            { name: 'b', specRef: 'canary', weight: 5 },
          ],
        },
      }),
      then: [
        'spec.strategy.steps[0].experiment.templates[1].weight: Invalid value: 5: Experiment template weight cannot be set unless TrafficRouting is enabled',
      ],
    },
    {
      given: 'traffic for an experiment at the wrong router',
      rollout: routed(
        { nginx: {} },
        { steps: [{ experiment: { templates: [{ name: 'b', specRef: 'canary', weight: 5 }] } }] },
      ),
      then: [
        'spec.strategy.steps[0].experiment.templates[0].weight: Invalid value: 5: Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time',
      ],
    },
    {
      given: 'traffic for an experiment',
      rollout: routed(
        { smi: {} },
        { steps: [{ experiment: { templates: [{ name: 'b', specRef: 'canary', weight: 500 }] } }] },
      ),
      then: [],
    },
    {
      given: 'arguments that are no metadata of the Rollout',
      rollout: steps(
        {
          analysis: {
            args: [
              { name: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.generation' } } },
              { name: 'b', valueFrom: { fieldRef: { fieldPath: 'spec.anything' } } },
            ],
          },
        },
        {
          experiment: {
            templates: [],
            analyses: [
              {
                name: 'n',
                templateName: 't',
                args: [{ name: 'c', valueFrom: { fieldRef: { fieldPath: "metadata.labels['x y']" } } }],
              },
            ],
          },
        },
      ),
      then: [
        'spec.strategy.steps[0].analyses: Invalid value: [{"name":"a","valueFrom":{"fieldRef":{"fieldPath":"metadata.generation"}}},{"name":"b","valueFrom":{"fieldRef":{"fieldPath":"spec.anything"}}}]: Analyses arguments must refer to valid object metadata supported by downwardAPI',
        'spec.strategy.steps[1].analyses: Invalid value: [{"name":"c","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels[\'x y\']"}}}]: Analyses arguments must refer to valid object metadata supported by downwardAPI',
      ],
    },
    {
      given: 'arguments that are metadata of the Rollout',
      rollout: steps({
        analysis: {
          args: ['name', 'namespace', 'uid', 'labels', "labels['gone']", "annotations['UP']"].map((field) => ({
            name: 'a',
            valueFrom: { fieldRef: { fieldPath: `metadata.${field}` } },
          })),
        },
      }),
      then: [],
    },
  ])('$given', ({ rollout, then }) => {
    expect(errorsOf(rollout)).toEqual(then);
  });
});
