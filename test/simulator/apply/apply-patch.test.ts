import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { ApiKind } from '../../../src/simulator/api/kind.ts';
import { applyPatch } from '../../../src/simulator/apply/apply-patch.ts';
import { noteWrite } from '../../../src/simulator/apply/note-write.ts';
import { kindsOf } from '../../../src/simulator/schemas/kinds-of.ts';
import { SAMPLES, sample } from '../schemas/contract/samples.ts';

const [KIND] = kindsOf(SAMPLES);
const T0 = instantOf(Date.UTC(2026, 2, 1));
const T1 = instantOf(Date.UTC(2026, 2, 2));

function kind(): ApiKind {
  if (KIND === undefined) throw new Error('no kind');
  return KIND;
}

function apply(
  current: JsonObject | undefined,
  spec: Json,
  manager: string,
  more: { force?: boolean; now?: number } = {},
): JsonObject {
  const { force = false, now = T0 } = more;
  const applied = sample('a', spec);
  const asked = { kind: kind(), applied, manager, force, now: instantOf(now), ...(current && { current }) };
  const result = applyPatch(asked);
  if ('refusal' in result) throw new Error(result.refusal.message);
  return result.object;
}

function update(before: JsonObject | undefined, spec: Json, manager: string): JsonObject {
  const metadata = before?.['metadata'] ?? { name: 'a' };
  return noteWrite({
    kind: kind(),
    ...(before && { before }),
    after: { ...sample('a', spec), metadata },
    manager,
    now: T0,
  });
}

function ownersOf({ metadata }: JsonObject): readonly Json[] {
  const managedFields = isJsonObject(metadata) ? metadata['managedFields'] : undefined;
  const entries = Array.isArray(managedFields) ? managedFields.filter(isJsonObject) : [];
  return entries.map(({ manager = '', operation = '', fieldsV1 = {} }) => [manager, operation, fieldsV1]);
}

describe('a server-side apply', () => {
  it('makes an object that its manager owns as far as it was said', () => {
    const made = apply(undefined, { whole: 1, ports: [{ port: 80 }], limits: { a: 1 } }, 'one');
    expect(made['spec']).toEqual({ whole: 1, ports: [{ port: 80 }], limits: { a: 1 } });
    expect(ownersOf(made)).toEqual([
      [
        'one',
        'Apply',
        {
          'f:spec': {
            'f:limits': { 'f:a': {} },
            'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} } },
            'f:whole': {},
          },
        },
      ],
    ]);
  });

  it('is the current object itself, with its times, when there is nothing to do', () => {
    const made = apply(undefined, { whole: 1 }, 'one');
    expect(apply(made, { whole: 1 }, 'one', { now: T1 })).toEqual(made);
  });

  it('takes out what its manager wants no longer', () => {
    const made = apply(undefined, { whole: 1, limits: { a: 1, b: 2 } }, 'one');
    expect(apply(made, { limits: { b: 2 } }, 'one')['spec']).toEqual({ limits: { b: 2 } });
  });

  it('leaves what somebody else owns too', () => {
    const both = apply(apply(undefined, { whole: 1, text: 'abc' }, 'one'), { whole: 1 }, 'two');
    expect(apply(both, {}, 'one')['spec']).toEqual({ whole: 1 });
  });

  it('names every field that others own, and changes nothing', () => {
    const made = apply(
      update(undefined, { whole: 1 }, 'maker'),
      { text: 'abc', ports: [{ port: 80, name: 'a' }] },
      'one',
    );
    expect(() => apply(made, { whole: 2, text: 'abcd', ports: [{ port: 80, name: 'b' }] }, 'two')).toThrow(
      [
        'Apply failed with 3 conflicts: conflicts with "maker" using NS.test/v1:',
        '- .spec.whole',
        'conflicts with "one":',
        '- .spec.text',
        '- .spec.ports[port=80,protocol="TCP"].name',
      ].join('\n'),
    );
  });

  it('takes by force what others own', () => {
    const taken = apply(apply(undefined, { whole: 1, flag: true }, 'one'), { whole: 2 }, 'two', { force: true });
    expect(taken['spec']).toEqual({ whole: 2, flag: true });
    expect(ownersOf(taken)).toEqual([
      ['one', 'Apply', { 'f:spec': { 'f:flag': {} } }],
      ['two', 'Apply', { 'f:spec': { 'f:whole': {} } }],
    ]);
  });

  it('refuses what the schema does not know, by its path', () => {
    expect(() => apply(undefined, { nested: { deep: { more: 1 } } }, 'one')).toThrow(
      'failed to create typed patch object (/a; NS.test/v1, Kind=Sample): .spec.nested.deep.more: field not declared in schema',
    );
  });
});

describe('any other write', () => {
  it('makes its manager the owner of what it changed, and of nothing else', () => {
    const made = apply(undefined, { whole: 1, text: 'abc' }, 'one');
    expect(ownersOf(update(made, { whole: 2, text: 'abc' }, 'two'))).toEqual([
      ['one', 'Apply', { 'f:spec': { 'f:text': {} } }],
      ['two', 'Update', { 'f:spec': { 'f:whole': {} } }],
    ]);
  });

  it('takes away what is no longer there from all its owners', () => {
    const made = apply(undefined, { whole: 1, text: 'abc' }, 'one');
    expect(ownersOf(update(made, { text: 'abc' }, 'two'))).toEqual([['one', 'Apply', { 'f:spec': { 'f:text': {} } }]]);
  });

  it('changes no managedFields when it changes nothing', () => {
    const made = apply(undefined, { whole: 1 }, 'one');
    expect(update(made, { whole: 1 }, 'two')).toEqual(made);
  });

  it('tracks nobody once all were forgotten', () => {
    const made = update(undefined, { whole: 1 }, 'one');
    const forgotten = noteWrite({
      kind: kind(),
      before: made,
      after: { ...made, metadata: { name: 'a', managedFields: [] } },
      manager: 'one',
      now: T0,
    });
    expect(ownersOf(forgotten)).toEqual([]);
    expect(ownersOf(update({ ...forgotten }, { whole: 2 }, 'one'))).toEqual([]);
  });
});
