import { describe, expect, it } from 'vitest';
import { refuseOtherPlugins, refuseOtherSpec } from '../../../src/cli/run/same-run.ts';
import { type SavedRun, savedRunFrom, savedText } from '../../../src/cli/run/saved-run.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { redactor, Secret } from '../../../src/core/secret.ts';
import { NOT_STARTED } from '../../../src/resources/run-status.ts';
import type { RunSpec } from '../../../src/resources/schema/run-spec.ts';
import { T0 } from '../../support/builders.ts';

const SPEC: RunSpec = {
  metrics: [
    {
      name: 'm',
      successCondition: 'result == "{{args.token}}"',
      provider: { web: { url: 'http://x', jsonPath: '{$}' } },
    },
  ],
  args: [
    { name: 'token', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    { name: 'who', value: 'canary' },
  ],
};

const SAVED: SavedRun = {
  ref: { name: 'run', namespace: 'default', uid: 'u-1' },
  spec: SPEC,
  status: { ...NOT_STARTED, phase: 'Running', startedAt: T0 },
  memory: new Map([
    ['m', { value: { echo: 'a canary in a cage' }, note: 'n' }],
    ['n', { value: [1, 2.5] }],
  ]),
  extra: {
    source: ['t'],
    documents: [{ kind: 'AnalysisTemplate' }],
    pluginKinds: ['graphite'],
    witnessed: { begin: NOT_STARTED, steps: [{ at: 1 }] },
  },
};

const nothing = (text: string): string => text;

describe('a saved run', () => {
  it('comes back as it was', () => {
    expect(savedRunFrom(savedText(SAVED, nothing), 'run.json')).toEqual(SAVED);
  });

  it('keeps its spec to the letter, and no value with a secret in it', () => {
    const text = savedText(SAVED, redactor([new Secret('canary')]));
    const { spec, memory } = savedRunFrom(text, 'run.json');
    expect(spec).toEqual(SPEC);
    expect(memory).toEqual(
      new Map([
        ['m', { note: 'n' }],
        ['n', { value: [1, 2.5] }],
      ]),
    );
  });

  it.each<{ given: string; spoil: (json: Record<string, Json>) => Json | string; says: string }>([
    { given: 'a half of it', spoil: (json) => JSON.stringify(json).slice(0, 40), says: 'it is damaged, not JSON' },
    { given: 'an empty file', spoil: () => '', says: 'it is damaged, not JSON' },
    { given: 'evidence', spoil: (json) => ({ ...json, kind: 'VerdictEvidence' }), says: 'it is no saved run' },
    { given: 'a version to come', spoil: (json) => ({ ...json, version: 9 }), says: 'it has version 9' },
    { given: 'no status', spoil: (json) => ({ ...json, status: null }), says: 'parts of it are missing' },
    {
      given: 'a status that is none',
      spoil: (json) => ({ ...json, status: { phase: 5 } }),
      says: 'its status is damaged',
    },
    {
      given: 'a spec that is none',
      spoil: (json) => ({ ...json, spec: { metrics: {} } }),
      says: 'it is damaged: run.json:1:',
    },
    {
      given: 'no documents',
      spoil: (json) => ({ ...json, extra: { source: [] } }),
      says: 'it is damaged: extra.documents is not what it should be',
    },
    {
      given: 'sources that are no texts',
      spoil: (json) => ({ ...json, extra: { source: [1], documents: [], pluginKinds: [] } }),
      says: 'it is damaged: extra.source is not what it should be',
    },
  ])('is refused when it is $given', ({ spoil, says }) => {
    const json = JSON.parse(savedText(SAVED, nothing)) as Record<string, Json>;
    const spoiled = spoil(json);
    expect(() => savedRunFrom(typeof spoiled === 'string' ? spoiled : JSON.stringify(spoiled), 'run.json')).toThrow(
      expect.objectContaining({
        code: 'STATE_INVALID',
        message: expect.stringContaining(`run.json cannot be resumed: ${says}`),
      }),
    );
  });
});

describe('a run is resumed', () => {
  it('with the same spec, wherever its members stand', () => {
    const [metric] = SPEC.metrics;
    const turned = {
      args: SPEC.args,
      metrics: [Object.fromEntries(Object.entries(metric ?? {}).reverse())],
    } as unknown as RunSpec;
    expect(() => refuseOtherSpec(SPEC, turned, 'run.json')).not.toThrow();
  });

  it.each<{ given: string; other: object; path: string }>([
    {
      given: 'another condition',
      other: { metrics: [{ ...SPEC.metrics[0], successCondition: 'result' }] },
      path: 'spec.metrics[0].successCondition',
    },
    { given: 'a metric more', other: { metrics: [...SPEC.metrics, ...SPEC.metrics] }, path: 'spec.metrics' },
    {
      given: 'another value of an argument',
      other: { args: [SPEC.args?.[0], { name: 'who', value: 'you' }] },
      path: 'spec.args[1].value',
    },
    { given: 'a dry run', other: { dryRun: [{ metricName: '.*' }] }, path: 'spec.dryRun' },
  ])('not with $given', ({ other, path }) => {
    const spec = { ...(SPEC as unknown as JsonObject), ...other } as unknown as RunSpec;
    expect(() => refuseOtherSpec(SPEC, spec, 'run.json')).toThrow(
      `run.json was saved for another spec: ${path} differs.`,
    );
  });

  it('with the plugins it was begun with, in any order', () => {
    expect(() => refuseOtherPlugins(['a', 'b'], ['b', 'a'], 'run.json')).not.toThrow();
    expect(() => refuseOtherPlugins(['a'], [], 'run.json')).toThrow(
      'run.json was saved by a run with plugins for a; now there are none.',
    );
    expect(() => refuseOtherPlugins([], ['b'], 'run.json')).toThrow(
      'run.json was saved by a run with no plugins; now there is b.',
    );
  });
});
