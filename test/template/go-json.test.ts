import { describe, expect, it } from 'vitest';
import type { RawMetric } from '../../src/resources/schema/metric.ts';
import { goJson } from '../../src/template/go-json.ts';

describe('a metric as Go writes it', () => {
  it.each<{ what: string; metric: RawMetric; json: string }>([
    {
      what: 'in the order of its struct',
      metric: { consecutiveSuccessLimit: 1, provider: { web: { url: 'u', method: 'GET' } }, count: 2, name: 'm' },
      json: '{"name":"m","count":2,"provider":{"web":{"method":"GET","url":"u"}},"consecutiveSuccessLimit":1}',
    },
    {
      what: 'with our own fields last',
      metric: {
        transform: 't',
        conditionLanguage: 'jsonata',
        provider: { graphite: { tls: { caBundle: 'c' }, query: 'q' } },
        name: 'm',
      },
      json: '{"name":"m","provider":{"graphite":{"query":"q","tls":{"caBundle":"c"}}},"conditionLanguage":"jsonata","transform":"t"}',
    },
    {
      what: 'without what is empty, unless Go has a pointer there',
      metric: {
        name: '',
        interval: '',
        count: 0,
        failureLimit: '',
        provider: { prometheus: { address: '', timeout: 0, insecure: false, headers: [] }, plugin: {} },
      },
      json: '{"name":"","count":0,"failureLimit":"","provider":{"prometheus":{"timeout":0}}}',
    },
    {
      what: 'with maps sorted and raw JSON as it was',
      metric: { name: 'm', provider: { plugin: { b: { y: 1, x: [1.5, null] }, a: null } } },
      json: '{"name":"m","provider":{"plugin":{"a":null,"b":{"y":1,"x":[1.5,null]}}}}',
    },
    {
      what: 'with the fields of a Job in order',
      metric: {
        name: 'm',
        provider: {
          job: {
            spec: {
              template: { spec: { containers: [{ env: [{ value: 'v', name: 'n' }], name: 'c' }] } },
              backoffLimit: 0,
            },
          },
        },
      },
      json: '{"name":"m","provider":{"job":{"spec":{"backoffLimit":0,"template":{"spec":{"containers":[{"name":"c","env":[{"name":"n","value":"v"}]}]}}}}}}',
    },
    {
      what: 'with characters of HTML escaped',
      metric: { name: '<a>&\u2028', provider: { job: { spec: {} } } },
      json: '{"name":"\\u003ca\\u003e\\u0026\\u2028","provider":{"job":{"spec":{}}}}',
    },
    {
      what: 'with the members that objects are born with as plain names',
      metric: { name: 'm', provider: { plugin: { p: JSON.parse('{"__proto__":{"a":1}}') } } },
      json: '{"name":"m","provider":{"plugin":{"p":{"__proto__":{"a":1}}}}}',
    },
  ])('is $what', ({ metric, json }) => {
    expect(goJson(metric)).toBe(json);
  });
});
