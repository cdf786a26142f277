import { describe, expect, it } from 'vitest';
import { kindOf, scriptedApi } from './scripted-api.ts';
import { served } from './served.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const SCALE = { specReplicas: ['spec', 'replicas'], statusReplicas: ['status', 'replicas'] };
const KINDS = [
  kindOf('sizes', { group: 'example.org', version: 'v1alpha2', isNamespaced: false }),
  kindOf('namespaces', { isNamespaced: false }),
  kindOf('sizes', { group: 'example.org', version: 'v2' }),
  kindOf('sizes', { group: 'example.org', version: 'v2beta1' }),
  kindOf('sizes', { group: 'example.org', version: 'v10' }),
  kindOf('rollouts', {
    group: 'argoproj.io',
    version: 'v1alpha1',
    shortNames: ['ro'],
    categories: ['all'],
    hasStatus: true,
    scale: SCALE,
  }),
];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const PART_VERBS = ['get', 'patch', 'update'];

describe('what the server says of itself', () => {
  it.each([
    { path: '/api', then: { kind: 'APIVersions', versions: ['v1'] } },
    {
      path: '/apis/example.org',
      then: {
        kind: 'APIGroup',
        name: 'example.org',
        versions: ['v10', 'v2', 'v2beta1', 'v1alpha2'].map((version) => ({
          groupVersion: `example.org/${version}`,
          version,
        })),
        preferredVersion: { groupVersion: 'example.org/v10', version: 'v10' },
      },
    },
    { path: '/apis', then: { kind: 'APIGroupList', groups: [{ name: 'argoproj.io' }, { name: 'example.org' }] } },
    {
      path: '/apis/argoproj.io/v1alpha1/',
      then: {
        kind: 'APIResourceList',
        groupVersion: 'argoproj.io/v1alpha1',
        resources: [
          {
            name: 'rollouts',
            singularName: 'rollout',
            namespaced: true,
            kind: 'Rollout',
            verbs: VERBS,
            shortNames: ['ro'],
            categories: ['all'],
          },
          { name: 'rollouts/scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: PART_VERBS },
          { name: 'rollouts/status', kind: 'Rollout', verbs: PART_VERBS },
        ],
      },
    },
    {
      path: '/api/v1',
      then: {
        resources: [
          { name: 'namespaces', namespaced: false, verbs: VERBS.filter((verb) => verb !== 'deletecollection') },
        ],
      },
    },
    {
      path: '/openapi/v3',
      then: { paths: { 'apis/argoproj.io/v1alpha1': { serverRelativeURL: '/openapi/v3/apis/argoproj.io/v1alpha1' } } },
    },
    {
      path: '/openapi/v3/apis/argoproj.io/v1alpha1',
      then: {
        paths: {
          '/apis/argoproj.io/v1alpha1/namespaces/{namespace}/rollouts/{name}': {
            patch: {
              parameters: [
                { name: 'dryRun' },
                { name: 'fieldManager' },
                { name: 'fieldValidation' },
                { name: 'force' },
              ],
              'x-kubernetes-group-version-kind': { group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout' },
            },
          },
        },
      },
    },
    { path: '/version?timeout=32s', then: { major: '1', minor: '35', gitVersion: 'v1.35.4+verdict' } },
  ])('stands at $path', async ({ path, then }) => {
    const { client } = await served(scriptedApi(KINDS));
    const { status, body } = await client.ask(path);
    expect(status).toBe(200);
    expect(body).toMatchObject(then);
  });

  it('comes in one answer for clients that can read it', async () => {
    const { client } = await served(scriptedApi(KINDS));
    const answer = await client.ask('/apis', { headers: { accept: `${AGGREGATED},application/json` } });
    expect(answer.headers['content-type']).toBe(AGGREGATED);
    expect(answer.body).toMatchObject({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      items: [
        {
          metadata: { name: 'argoproj.io' },
          versions: [
            {
              version: 'v1alpha1',
              freshness: 'Current',
              resources: [
                {
                  resource: 'rollouts',
                  responseKind: { group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout' },
                  scope: 'Namespaced',
                  singularResource: 'rollout',
                  verbs: VERBS,
                  shortNames: ['ro'],
                  categories: ['all'],
                  subresources: [
                    { subresource: 'scale', responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } },
                    {
                      subresource: 'status',
                      responseKind: { group: 'argoproj.io', kind: 'Rollout' },
                      verbs: PART_VERBS,
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          metadata: { name: 'example.org' },
          versions: [{}, {}, {}, { version: 'v1alpha2', resources: [{ scope: 'Cluster' }] }],
        },
      ],
    });
    const core = await client.ask('/api', { headers: { accept: AGGREGATED } });
    expect(core.body).toMatchObject({
      items: [{ metadata: {}, versions: [{ resources: [{ resource: 'namespaces' }] }] }],
    });
  });

  it.each(['/healthz', '/livez', '/readyz?verbose'])('answers %s in plain text', async (path) => {
    const { client } = await served(scriptedApi([]));
    expect(await client.ask(path)).toMatchObject({ status: 200, text: 'ok' });
  });
});
