import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { redactor, Secret } from '../../src/core/secret.ts';
import { NOT_STARTED } from '../../src/resources/run-status.ts';
import { type RunStand, standFromJson, standToJson } from '../../src/runner/stand-json.ts';
import { T0 } from '../support/builders.ts';

const STAND: RunStand = {
  status: { ...NOT_STARTED, phase: 'Running', startedAt: T0 },
  memory: new Map([
    ['m', { value: { echo: 'a canary in a cage' }, note: 'n', notBefore: T0 }],
    ['n', { value: Float64Array.of(1, 2.5), exchange: { method: 'GET', url: 'http://x', status: 200, tookMs: 3 } }],
  ]),
};

function throughText(stand: RunStand, secrets: readonly string[]): RunStand {
  const json = standToJson(stand, redactor(secrets.map((text) => new Secret(text))));
  return standFromJson(JSON.parse(JSON.stringify(json)) as { status: Json; memory: Json });
}

describe('where a run stands', () => {
  it('comes back from its written form as it was', () => {
    expect(throughText(STAND, [])).toEqual(STAND);
  });

  it('is written without a value that holds a secret', () => {
    expect(throughText(STAND, ['canary']).memory).toEqual(
      new Map([...STAND.memory, ['m', { note: 'n', notBefore: T0 }]]),
    );
  });

  it.each<{ given: string; spoilt: { status: Json; memory: Json } }>([
    { given: 'a status that is none', spoilt: { status: { phase: 5 }, memory: {} } },
    { given: 'a memory that is none', spoilt: { status: {}, memory: [] } },
  ])('is refused with $given', ({ spoilt }) => {
    expect(() => standFromJson(spoilt)).toThrow(expect.objectContaining({ code: 'STATE_INVALID' }));
  });
});
