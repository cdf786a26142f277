import type { Json, JsonObject } from '../../../../src/core/json.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };

const FIELDS: JsonObject = {
  whole: { ...whole, minimum: 1, maximum: 10 },
  small: {
    ...whole,
    format: 'int32',
    exclusiveMinimum: true,
    minimum: 0,
    exclusiveMaximum: true,
    maximum: 100,
    multipleOf: 5,
  },
  ratio: { type: 'number', minimum: 0.5, maximum: 2.5, multipleOf: 0.25 },
  text: { ...text, minLength: 2, maxLength: 5, pattern: '^[a-z]+$' },
  color: { ...text, enum: ['red', 'green'], default: 'red' },
  level: { ...whole, enum: [1, 2] },
  flag: { type: 'boolean' },
  either: { 'x-kubernetes-int-or-string': true },
  percent: {
    'x-kubernetes-int-or-string': true,
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    pattern: '^[0-9]+%$',
  },
  maybe: { ...text, nullable: true },
  maybeRed: { ...text, nullable: true, default: 'red' },
  at: { ...text, format: 'date-time' },
  day: { ...text, format: 'date' },
  id: { ...text, format: 'uuid' },
  bytes: { ...text, format: 'byte' },
  wait: { ...text, format: 'duration' },
  address: { ...text, format: 'ipv4' },
  words: { type: 'array', items: { ...text, maxLength: 3 }, minItems: 1, maxItems: 3 },
  set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
  ports: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['port', 'protocol'],
    items: {
      type: 'object',
      required: ['port'],
      properties: { port: whole, protocol: { ...text, default: 'TCP' }, name: { ...text, maxLength: 3 } },
    },
  },
  limits: { type: 'object', additionalProperties: { ...whole, minimum: 1 }, minProperties: 1, maxProperties: 2 },
  nested: {
    type: 'object',
    default: { title: 'first' },
    required: ['title'],
    properties: {
      title: text,
      name: { ...text, default: 'none' },
      deep: { type: 'object', properties: { size: { ...whole, default: 3 } } },
    },
  },
  open: {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
    properties: { known: { type: 'object', properties: { a: whole } } },
  },
  anything: { 'x-kubernetes-preserve-unknown-fields': true },
  object: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
  fixed: { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is fixed' }] },
  one: {
    type: 'object',
    properties: { a: whole, b: text },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  any: {
    type: 'object',
    properties: { a: whole, b: text },
    anyOf: [{ required: ['a'] }, { required: ['b'], properties: { b: { minLength: 2 } } }],
  },
  all: { type: 'object', properties: { a: whole, b: text }, allOf: [{ required: ['a'] }, { required: ['b'] }] },
  none: { type: 'object', properties: { a: whole }, not: { required: ['a'] } },
};

/** A kind with everything that schemas can say. */
export const SAMPLES: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'samples.NS.test' },
  spec: {
    group: 'NS.test',
    scope: 'Namespaced',
    names: {
      plural: 'samples',
      singular: 'sample',
      kind: 'Sample',
      listKind: 'SampleList',
      shortNames: ['sm'],
      categories: ['all'],
    },
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
        additionalPrinterColumns: [
          { name: 'Text', type: 'string', jsonPath: '.spec.text', description: 'A text' },
          { name: 'Whole', type: 'integer', jsonPath: '.spec.whole' },
          { name: 'Ratio', type: 'number', jsonPath: '.spec.ratio', priority: 1 },
          { name: 'Flag', type: 'boolean', jsonPath: '.spec.flag' },
          { name: 'Words', type: 'string', jsonPath: '.spec.words' },
          { name: 'Limits', type: 'string', jsonPath: '.spec.limits' },
          { name: 'First', type: 'string', jsonPath: '.spec.words[0]' },
          { name: 'Each', type: 'string', jsonPath: '.spec.words[*]' },
          { name: 'Http', type: 'integer', jsonPath: '.spec.ports[?(@.name=="web")].port' },
          { name: 'Label', type: 'string', jsonPath: '.metadata.labels.example\\.com/tier' },
          { name: 'Mistyped', type: 'integer', jsonPath: '.spec.text' },
          { name: 'At', type: 'date', jsonPath: '.spec.at' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { ...FIELDS, replicas: whole } },
              status: {
                type: 'object',
                properties: {
                  replicas: whole,
                  selector: text,
                  phase: text,
                  conditions: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['type'],
                    items: { type: 'object', required: ['type'], properties: { type: text, status: text } },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

export const SAMPLES_PATH = '/apis/NS.test/v1/namespaces/NS/samples';

/** A sample with some members of its spec. */
export function sample(name: string, spec: Json, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'NS.test/v1', kind: 'Sample', metadata: { name }, spec, ...more };
}
