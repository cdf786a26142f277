import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { type Entry, splitOf } from '../../../../src/simulator/workload/split/split-of.ts';
import { ingress, pod, pods, service } from '../shop.ts';

/** What a case expects: shares by revision, and what is left unserved when that is not 0. */
interface Case {
  readonly given: string;
  readonly objects: readonly JsonObject[];
  readonly shares: Readonly<Record<string, number>>;
  readonly unserved?: number;
}

function expectSplit(entry: Entry, { objects, shares, unserved = 0 }: Case): void {
  const split = splitOf(entry, objects);
  const rounded = [...split.shares].map(([revision, share]) => [revision, Number(share.toFixed(12))]);
  expect(Object.fromEntries(rounded)).toEqual(shares);
  expect(split.unserved).toBeCloseTo(unserved, 12);
}

describe('requests at a Service', () => {
  const entry: Entry = { kind: 'service', namespace: 'shop', name: 'web' };

  it.each<Case>([
    { given: 'one revision', objects: [service('web'), ...pods(3, 'a')], shares: { a: 1 } },
    {
      given: 'two revisions',
      objects: [service('web'), ...pods(3, 'a'), ...pods(1, 'b')],
      shares: { a: 0.75, b: 0.25 },
    },
    {
      given: 'pods that are not ready, are leaving, or are those of another app',
      objects: [
        service('web'),
        ...pods(1, 'a'),
        pod('b-0', 'b', { isReady: false }),
        pod('b-1', 'b', { isLeaving: true }),
        pod('b-2', 'b', { labels: { app: 'other' } }),
      ],
      shares: { a: 1 },
    },
    {
      given: 'a selector of one revision, as the active Service of a blue-green Rollout has it',
      objects: [service('web', 'b'), service('preview', 'a'), ...pods(3, 'a'), ...pods(2, 'b')],
      shares: { b: 1 },
    },
    { given: 'a pod of a Deployment', objects: [service('web'), ofDeployment('x')], shares: { x: 1 } },
    { given: 'no ready pod', objects: [service('web'), pod('a-0', 'a', { isReady: false })], shares: {}, unserved: 1 },
    { given: 'no such Service', objects: pods(3, 'a'), shares: {}, unserved: 1 },
    { given: 'a Service without a selector', objects: [bare('web'), ...pods(3, 'a')], shares: {}, unserved: 1 },
  ])('given $given', (given) => expectSplit(entry, given));
});

describe('requests at an Ingress of NGINX', () => {
  const entry: Entry = { kind: 'nginx', namespace: 'shop', name: 'web' };
  const there = [
    ingress('web', 'stable'),
    service('stable', 'a'),
    service('canary', 'b'),
    ...pods(2, 'a'),
    ...pods(1, 'b'),
  ];
  const canary = (annotations: Readonly<Record<string, string>>, of = 'canary'): JsonObject =>
    ingress('web-canary', of, { canary: 'true', ...annotations });

  it.each<Case>([
    { given: 'no canary', objects: there, shares: { a: 1 } },
    { given: 'a weight', objects: [...there, canary({ 'canary-weight': '20' })], shares: { a: 0.8, b: 0.2 } },
    { given: 'weight 0', objects: [...there, canary({ 'canary-weight': '0' })], shares: { a: 1 } },
    { given: 'weight 100', objects: [...there, canary({ 'canary-weight': '100' })], shares: { b: 1 } },
    {
      given: 'a total of 1000',
      objects: [...there, canary({ 'canary-weight': '20', 'canary-weight-total': '1000' })],
      shares: { a: 0.98, b: 0.02 },
    },
    {
      given: 'a total below 100, which counts as 100',
      objects: [...there, canary({ 'canary-weight': '20', 'canary-weight-total': '50' })],
      shares: { a: 0.8, b: 0.2 },
    },
    {
      given: 'a canary without pods, which is passed by',
      objects: [...there, service('empty', 'c'), canary({ 'canary-weight': '50' }, 'empty')],
      shares: { a: 1 },
    },
    {
      given: 'a canary of another host',
      objects: [...there, elsewhere(canary({ 'canary-weight': '50' }))],
      shares: { a: 1 },
    },
    {
      given: 'a stable side without pods',
      objects: [ingress('web', 'gone'), service('canary', 'b'), ...pods(1, 'b'), canary({ 'canary-weight': '25' })],
      shares: { b: 0.25 },
      unserved: 0.75,
    },
    { given: 'no such Ingress', objects: there.slice(1), shares: {}, unserved: 1 },
  ])('given $given', (given) => expectSplit(entry, given));

  it('are those of the host and path that the entry names', () => {
    const split = splitOf({ ...entry, host: 'nobody.example' }, there);
    expect(split).toEqual({ shares: new Map(), unserved: 1 });
    expect(splitOf({ ...entry, host: 'shop.example', path: '/' }, there).shares).toEqual(new Map([['a', 1]]));
  });
});

describe('requests at a VirtualService of Istio', () => {
  const entry: Entry = { kind: 'istio', namespace: 'shop', name: 'web' };
  const there = [
    service('web'),
    service('stable', 'a'),
    service('canary', 'b'),
    ...pods(2, 'a'),
    ...pods(2, 'b'),
    rule('web', { stable: 'a', canary: 'b' }),
  ];

  it.each<Case>([
    {
      given: 'weights of hosts',
      objects: [...there, virtualService([to('stable', 70), to('canary', 30)])],
      shares: { a: 0.7, b: 0.3 },
    },
    {
      given: 'weights of subsets',
      objects: [...there, virtualService([to('web', 90, 'stable'), to('web', 10, 'canary')])],
      shares: { a: 0.9, b: 0.1 },
    },
    {
      given: 'hosts with their namespace',
      objects: [...there, virtualService([to('stable.shop.svc.cluster.local', 60), to('canary.shop', 40)])],
      shares: { a: 0.6, b: 0.4 },
    },
    {
      given: 'one destination without a weight',
      objects: [...there, virtualService([to('web')])],
      shares: { a: 0.5, b: 0.5 },
    },
    {
      given: 'a destination without pods, which answers nobody',
      objects: [...there, virtualService([to('stable', 70), to('gone', 30)])],
      shares: { a: 0.7 },
      unserved: 0.3,
    },
    {
      given: 'a subset that no rule has',
      objects: [...there, virtualService([to('web', 70, 'stable'), to('web', 30, 'unknown')])],
      shares: { a: 0.7 },
      unserved: 0.3,
    },
    {
      given: 'a route by header before the one for all',
      objects: [
        ...there,
        virtualService([to('stable', 100)], [{ match: [{ headers: { x: { exact: '1' } } }], route: [to('canary')] }]),
      ],
      shares: { a: 1 },
    },
    { given: 'no routes', objects: [...there, virtualService([])], shares: {}, unserved: 1 },
  ])('given $given', (given) => expectSplit(entry, given));

  it('are those of the route that the entry names', () => {
    const objects = [...there, virtualService([to('stable')], [{ name: 'beta', route: [to('canary')] }])];
    expect(splitOf({ ...entry, route: 'beta' }, objects).shares).toEqual(new Map([['b', 1]]));
  });
});

function ofDeployment(hash: string): JsonObject {
  const metadata = { name: 'd-0', namespace: 'shop', labels: { app: 'web', 'pod-template-hash': hash } };
  return { ...pod('d-0', ''), metadata };
}

function bare(name: string): JsonObject {
  return { kind: 'Service', metadata: { name, namespace: 'shop' }, spec: {} };
}

function elsewhere(ingress: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(ingress).replace('shop.example', 'other.example')) as JsonObject;
}

function to(host: string, weight?: number, subset?: string): JsonObject {
  return { destination: { host, ...(subset !== undefined && { subset }) }, ...(weight !== undefined && { weight }) };
}

function virtualService(route: readonly JsonObject[], before: readonly JsonObject[] = []): JsonObject {
  return {
    kind: 'VirtualService',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { http: [...before, { name: 'primary', route }] },
  };
}

function rule(host: string, subsets: Readonly<Record<string, string>>): JsonObject {
  const list = Object.entries(subsets).map(([name, hash]) => ({
    name,
    labels: { 'rollouts-pod-template-hash': hash },
  }));
  return { kind: 'DestinationRule', metadata: { name: 'web', namespace: 'shop' }, spec: { host, subsets: list } };
}
