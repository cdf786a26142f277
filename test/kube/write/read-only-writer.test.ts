import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { ReadOnlyWriter } from '../../../src/kube/write/read-only-writer.ts';

const SET: JsonObject = { metadata: { namespace: 'shop', name: 'web-1' }, spec: { replicas: 1, template: { a: 'b' } } };
const TARGET = { resource: KINDS.replicaSets, object: SET };

describe('a writer that writes nothing', () => {
  it('answers a patch as if it were written, and says what it would change, without texts', async () => {
    const { writer, said } = world();
    const patch = { spec: { replicas: 3 }, metadata: { annotations: { note: 'secret-text' } } };
    expect(await writer.patch(TARGET, patch)).toMatchObject({
      kind: 'written',
      object: { spec: { replicas: 3, template: { a: 'b' } }, metadata: { annotations: { note: 'secret-text' } } },
    });
    expect(said).toEqual([
      [
        'would patch ReplicaSet',
        {
          kind: 'ReplicaSet',
          namespace: 'shop',
          name: 'web-1',
          fields: { 'spec.replicas': 3, 'metadata.annotations.note': '…' },
        },
      ],
    ]);
  });

  it('says nothing of a patch that changes nothing', async () => {
    const { writer, said } = world();
    expect(await writer.patch(TARGET, () => ({ spec: { replicas: 1 } }))).toEqual({ kind: 'unchanged', object: SET });
    expect(said).toEqual([]);
  });

  it('says the same of an object once, until it is something else', async () => {
    const { writer, said } = world();
    for (const replicas of [2, 2, 3, 2]) await writer.patch(TARGET, { spec: { replicas } });
    expect(said.map(([, { fields }]) => fields)).toEqual([2, 3, 2].map((replicas) => ({ 'spec.replicas': replicas })));
  });

  it('says what it would create, delete and evict', async () => {
    const { writer, said } = world();
    expect(await writer.create(TARGET)).toEqual({ kind: 'created', object: SET });
    await writer.delete(TARGET);
    await writer.evict({ metadata: { namespace: 'shop', name: 'web-1-x' } });
    expect(said).toEqual([
      ['would create ReplicaSet', expect.objectContaining({ name: 'web-1', fields: { 'spec.replicas': 1 } })],
      ['would delete ReplicaSet', { kind: 'ReplicaSet', namespace: 'shop', name: 'web-1' }],
      ['would evict Pod', { kind: 'Pod', namespace: 'shop', name: 'web-1-x' }],
    ]);
  });
});

function world() {
  const said: [string, JsonObject][] = [];
  return { writer: new ReadOnlyWriter({ info: (text, fields = {}) => said.push([text, fields]) }), said };
}
