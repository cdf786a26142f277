import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { readJsonPath } from '../../../src/simulator/schemas/json-path.ts';

const OBJECT: Json = {
  metadata: { labels: { 'a.b/c': 'x' } },
  spec: {
    replicas: 0,
    ports: [
      { name: 'web', port: 80 },
      { name: 'admin', port: 81 },
    ],
    hosts: ['a', 'b'],
  },
};

describe('a path of a column', () => {
  it.each<{ path: string; found: readonly Json[] }>([
    { path: '.spec.replicas', found: [0] },
    { path: '$.spec.replicas', found: [0] },
    { path: '.spec.none', found: [] },
    { path: '.spec.replicas.deeper', found: [] },
    { path: '.spec.ports[0].port', found: [80] },
    { path: '.spec.ports[-1].port', found: [81] },
    { path: '.spec.ports[7].port', found: [] },
    { path: '.spec.ports[*].name', found: ['web', 'admin'] },
    { path: '.spec.hosts.*', found: ['a', 'b'] },
    { path: '.spec.ports[?(@.name=="admin")].port', found: [81] },
    { path: ".spec.ports[?(@.name=='admin')].port", found: [81] },
    { path: '.spec.ports[?(@.port!=80)].name', found: ['admin'] },
    { path: '.spec.ports[?(@.none)].name', found: [] },
    { path: String.raw`.metadata.labels.a\.b/c`, found: ['x'] },
    { path: ".metadata.labels['a.b/c']", found: ['x'] },
  ])('$path finds $found', ({ path, found }) => {
    expect(readJsonPath(path)?.(OBJECT)).toEqual(found);
  });

  it.each(['spec', '.spec[', '.spec[?(@.a > 1)]', '.spec..name', '.spec[1:2]'])(
    'is not read in any other form: %s',
    (path) => {
      expect(readJsonPath(path)).toBeUndefined();
    },
  );
});
