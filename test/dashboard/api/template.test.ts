import { describe, expect, it } from 'vitest';
import { argumentsOf, nameIn, templateMetricsOf } from '../../../src/dashboard/api/template.ts';

const DOCUMENT = {
  metadata: { name: 'gate' },
  spec: {
    args: [
      { name: 'service' },
      { name: 'limit', value: 5 },
      { name: 'empty', value: '' },
      { name: 'token', valueFrom: { secretKeyRef: { name: 'metrics', key: 'token' } } },
      { name: 'hash', valueFrom: { fieldRef: { fieldPath: "metadata.labels['hash']" } } },
      { value: 'nameless' },
    ],
    metrics: [
      { name: 'rate', interval: '30s', count: 5, successCondition: 'result > 1', provider: { prometheus: {} } },
      { provider: 'wrong' },
    ],
  },
};

describe("a template's document", () => {
  it('tells its arguments as a form asks for them', () => {
    expect(argumentsOf(DOCUMENT)).toEqual([
      { kind: 'required', name: 'service' },
      { kind: 'optional', name: 'limit', value: '5' },
      { kind: 'optional', name: 'empty', value: '' },
      { kind: 'secret', name: 'token', secret: 'metrics/token' },
      { kind: 'required', name: 'hash', from: "metadata.labels['hash']" },
    ]);
  });

  it('tells its metrics and its name', () => {
    expect(templateMetricsOf(DOCUMENT)).toEqual([
      { name: 'rate', provider: 'prometheus', interval: '30s', count: '5', successCondition: 'result > 1' },
      { name: '', provider: '' },
    ]);
    expect(nameIn(DOCUMENT)).toBe('gate');
  });

  it.each([null, 'text', [], {}, { spec: null }, { spec: { args: 'x', metrics: {} } }])(
    'may be anything: %j',
    (json) => {
      expect([argumentsOf(json), templateMetricsOf(json), nameIn(json)]).toEqual([[], [], undefined]);
    },
  );
});
