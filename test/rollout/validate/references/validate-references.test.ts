import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { TemplateSpec } from '../../../../src/resources/schema/template-spec.ts';
import type { ServiceRole } from '../../../../src/rollout/validate/references/service.ts';
import {
  type References,
  validateReferences,
} from '../../../../src/rollout/validate/references/validate-references.ts';
import { blueGreen, canary, routed } from '../rollouts.ts';

function textsOf(rollout: JsonObject, references: References): readonly string[] {
  return validateReferences(rollout, references).map(({ text }) => text);
}

describe('Services of a Rollout', () => {
  const service = (selector: JsonObject, annotations: JsonObject = {}): JsonObject => ({
    metadata: { name: 'one', annotations },
    spec: { selector },
  });
  const MANAGED = 'argo-rollouts.argoproj.io/managed-by-rollouts';

  it.each<{ given: string; service: JsonObject; then: readonly string[] }>([
    { given: 'the labels of the template', service: service({ app: 'guestbook' }), then: [] },
    { given: 'everything', service: service({}), then: [] },
    { given: 'one revision', service: service({ 'rollouts-pod-template-hash': 'abc' }), then: [] },
    {
      given: 'other labels',
      service: service({ tier: 'x', app: 'other' }),
      then: ['Service "one" has unmatch label "app" in rollout', 'Service "one" has unmatch label "tier" in rollout'],
    },
    { given: 'the same Rollout', service: service({}, { [MANAGED]: 'guestbook' }), then: [] },
    {
      given: 'another Rollout',
      service: service({}, { [MANAGED]: 'other' }),
      then: ['Service "one" is managed by another Rollout'],
    },
  ])('which select or belong to $given', ({ service: given, then }) => {
    const path = 'spec.strategy.canary.stableService: Invalid value: "one": ';
    const texts = textsOf(canary({}), { services: [{ role: 'stable', service: given }] });
    expect(texts).toEqual(then.map((text) => path + text));
  });

  it.each<[role: ServiceRole, field: string]>([
    ['active', 'spec.strategy.blueGreen.activeService'],
    ['preview', 'spec.strategy.blueGreen.previewService'],
    ['canary', 'spec.strategy.canary.canaryService'],
    ['stable', 'spec.strategy.canary.stableService'],
    ['ping', 'spec.strategy.canary.pingPong.pingService'],
    ['pong', 'spec.strategy.canary.pingPong.pongService'],
  ])('as %s stand at %s', (role, field) => {
    const errors = validateReferences(canary({}), { services: [{ role, service: service({ a: 'b' }) }] });
    expect(errors.map((error) => error.field)).toEqual([field]);
  });
});

describe('analyses of a Rollout', () => {
  it('are checked with the templates that they come to', () => {
    const endless: TemplateSpec = { metrics: [{ name: 'm', interval: '10s', provider: { web: { url: 'http://x' } } }] };
    const path = 'spec.strategy.blueGreen.prePromotionAnalysis.templates';
    const errors = validateReferences(blueGreen({}), {
      analyses: [
        {
          use: { kind: 'prePromotion', path, analysis: {} },
          templates: { namespaced: [{ name: 't', spec: endless }], cluster: [] },
        },
      ],
    });
    expect(errors).toEqual([
      {
        field: path,
        type: 'FieldValueInvalid',
        detail: 'AnalysisTemplate t has metric m which runs indefinitely. Invalid value for count: <nil>',
        text: `${path}: Invalid value: "t": AnalysisTemplate t has metric m which runs indefinitely. Invalid value for count: <nil>`,
      },
    ]);
  });
});

describe('ingresses of a Rollout', () => {
  const ingress = (name: string, ...services: readonly string[]): JsonObject => ({
    metadata: { name },
    spec: { rules: [{}, { http: { paths: services.map((each) => ({ backend: { service: { name: each } } })) } }] },
  });
  const PATH = 'spec.strategy.canary.trafficRouting';

  it.each<{ given: string; routing: JsonObject; ingress: JsonObject; then: readonly string[] }>([
    {
      given: 'a rule for the stable service',
      routing: { nginx: { stableIngress: 'i' } },
      ingress: ingress('i', 'x', 'sta'),
      then: [],
    },
    {
      given: 'no rule for it',
      routing: { nginx: { stableIngress: 'i' } },
      ingress: ingress('i', 'can'),
      then: [`${PATH}.nginx.stableIngress: Invalid value: "i": ingress \`i\` has no rules using service sta backend`],
    },
    {
      given: 'no rule for it, in a list',
      routing: { nginx: { stableIngress: 'i', stableIngresses: ['i'] } },
      ingress: ingress('i'),
      then: [`${PATH}.nginx.stableIngresses: Invalid value: "i": ingress \`i\` has no rules using service sta backend`],
    },
    {
      given: 'no rule for the root service of ALB',
      routing: { alb: { ingress: 'i', rootService: 'root' } },
      ingress: ingress('i', 'sta'),
      then: [`${PATH}.alb.ingress: Invalid value: "i": ingress \`i\` has no rules using service root backend`],
    },
    { given: 'another name', routing: { alb: { ingresses: ['i'] } }, ingress: ingress('j'), then: [] },
    {
      given: 'a backend that is no Service',
      routing: { alb: { ingresses: ['i'] } },
      ingress: { metadata: { name: 'i' }, spec: { rules: [{ http: { paths: [{ backend: { resource: {} } }] } }] } },
      then: [`${PATH}.alb.ingresses: Invalid value: "i": ingress \`i\` has no rules using service sta backend`],
    },
  ])('with $given', ({ routing, ingress: given, then }) => {
    expect(textsOf(routed(routing), { ingresses: [given] })).toEqual(then);
  });
});

describe('objects of Ambassador and App Mesh', () => {
  it('a mapping has no weight of its own', () => {
    const mapping = (weight: number): JsonObject => ({ metadata: { name: 'm' }, spec: { weight } });
    expect(textsOf(routed({ ambassador: {} }), { ambassadorMappings: [mapping(0), mapping(5)] })).toEqual([
      'spec.weight: Invalid value: "m": Ambassador mapping "m" can not define weight',
    ]);
  });

  const router = (...routes: readonly JsonObject[]): JsonObject => ({
    kind: 'VirtualRouter',
    metadata: { name: 'vr' },
    spec: { routes },
  });
  const targets = (count: number): JsonObject => ({
    action: { weightedTargets: Array.from({ length: count }, () => ({})) },
  });

  it.each<{ given: string; resource: JsonObject; then: readonly string[] }>([
    { given: 'two targets', resource: router({ name: 'p', httpRoute: targets(2) }), then: [] },
    {
      given: 'another kind',
      resource: { kind: 'VirtualService' },
      then: ['kind: Invalid value: "VirtualService": Expected object kind to be VirtualRouter but is VirtualService'],
    },
    {
      given: 'no routes',
      resource: router(),
      then: ['spec.routes: Invalid value: "vr": No routes defined for AppMesh virtual-router vr'],
    },
    {
      given: 'three targets, and worse behind them',
      resource: router({ name: 'p', grpcRoute: targets(3) }, { name: 'q' }),
      then: [
        'spec.routes[0].grpcRoute.action.weightedTargets: Invalid value: "vr": Invalid number of weightedTargets (3) for AppMesh virtual-router vr and route p, expected 2',
      ],
    },
    {
      given: 'an unknown type',
      resource: router({ name: 'q', foo: {} }),
      then: [
        'spec.routes[0]: Invalid value: "vr": Error getting route details for AppMesh virtual-router vr and route q. Error: Route has unsupported route type',
      ],
    },
    {
      given: 'no targets',
      resource: router({ name: 'q', tcpRoute: {} }),
      then: [
        'spec.routes[0].tcpRoute.action.weightedTargets: Invalid value: "vr": Invalid route action found for AppMesh virtual-router vr and route q',
      ],
    },
  ])('a virtual router with $given', ({ resource, then }) => {
    expect(textsOf(routed({ appMesh: {} }), { appMeshResources: [resource] })).toEqual(then);
  });
});
