import type { Json } from '../../../../src/core/json.ts';

/** A kind with status and scale, in a group of the run's own. */
export function thingsDefinition(namespace: string): Json {
  const text = { type: 'string' };
  const whole = { type: 'integer' };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `things.${namespace}.test` },
    spec: {
      group: `${namespace}.test`,
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.replicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { ...whole, minimum: 1 },
                    color: { ...text, default: 'red' },
                    words: { type: 'array', items: text },
                    replicas: whole,
                  },
                },
                status: { type: 'object', properties: { phase: text, replicas: whole, selector: text } },
              },
            },
          },
        },
      ],
    },
  };
}
