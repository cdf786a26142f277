import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { readObject } from '../../../../src/simulator/kinds/shape/read-object.ts';
import { structNamed } from '../../../../src/simulator/kinds/shape/structs.ts';

const pod = structNamed('Pod');
const metadata = { name: 'a' };

function podOf(container: JsonObject): JsonObject {
  return { metadata, spec: { containers: [{ name: 'a', resources: {}, ...container }] }, status: {} };
}

describe('an object of a built-in kind', () => {
  it('is the very same where there is nothing to change', () => {
    const object = podOf({ image: 'x', resources: { limits: { cpu: '1' } } });
    expect(readObject(object, pod).object).toBe(object);
  });

  it('keeps the parts in which there is nothing to change', () => {
    const object: JsonObject = { ...podOf({ image: 'x' }), extra: 1 };
    const { object: read, unknown } = readObject(object, pod);
    expect(unknown).toEqual(['extra']);
    expect(read['spec']).toBe(object['spec']);
  });

  it.each<{ given: string; container: JsonObject; then: JsonObject }>([
    { given: 'empty members that mean nothing', container: { image: '', command: [], stdin: false }, then: {} },
    { given: 'nulls', container: { image: null, ports: null }, then: {} },
    {
      given: 'empty members that mean something',
      container: { securityContext: {}, livenessProbe: {} },
      then: { securityContext: {}, livenessProbe: {} },
    },
    {
      given: 'amounts',
      container: { resources: { limits: { cpu: '1000m', memory: 1024 } } },
      then: { resources: { limits: { cpu: '1', memory: '1024' } } },
    },
    {
      given: 'members that are always there',
      container: { ports: [{}], env: [{}] },
      then: { ports: [{ containerPort: 0 }], env: [{ name: '' }] },
    },
  ])('with $given is written as Go would write it', ({ container, then }) => {
    const { object, unknown, malformed } = readObject(podOf(container), pod);
    expect({ object, unknown, malformed }).toEqual({ object: podOf(then), unknown: [], malformed: undefined });
  });

  it('tells each unknown member with its place', () => {
    const { unknown } = readObject(podOf({ env: [{ nme: 1 }, { name: 'a', valu: 2 }], x: {} }), pod);
    expect(unknown).toEqual([
      'spec.containers[0].env[0].nme',
      'spec.containers[0].env[1].valu',
      'spec.containers[0].x',
    ]);
  });

  it.each<{ container: JsonObject; then: string }>([
    {
      container: { env: [{ name: 'a', value: 1 }] },
      then: 'json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
    },
    {
      container: { livenessProbe: { httpGet: 'x' } },
      then: 'json: cannot unmarshal string into Go struct field Probe.spec.containers.livenessProbe.ProbeHandler.httpGet of type v1.HTTPGetAction',
    },
    {
      container: { resources: { limits: { cpu: 'much' } } },
      then: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    },
  ])('of another type is refused: $then', ({ container, then }) => {
    expect(readObject(podOf(container), pod).malformed).toBe(then);
  });

  it('is refused a second time too', () => {
    const object = podOf({ image: 1 });
    const first = readObject(object, pod);
    expect(readObject(object, pod)).toEqual(first);
  });
});
