import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { explanationFromJson } from '../../../src/runner/report/explanation-from-json.ts';
import { explanationToJson } from '../../../src/runner/report/explanation-json.ts';
import { failed, hostile, passed, stopped, undecided } from '../../cli/report/reports.ts';

describe('an explanation', () => {
  it.each(Object.entries({ passed, failed, undecided, stopped, hostile }))(
    'of a run that %s comes back from its written form as it was',
    (_name, { explanation }) => {
      const text = JSON.stringify(explanationToJson(explanation));
      expect(explanationFromJson(JSON.parse(text) as JsonObject)).toEqual(explanation);
    },
  );

  it('keeps an empty value and an empty body apart from none', () => {
    const [metric] = failed.explanation.metrics;
    const deciding = { ...metric?.deciding, phase: '', value: '', source: { address: 'http://x', body: '' } } as const;
    const explanation = {
      ...failed.explanation,
      metrics: [{ name: 'm', dryRun: false, sentence: 's', limits: [], deciding: { conditions: [], ...deciding } }],
    };
    expect(explanationFromJson(explanationToJson(explanation))).toEqual(explanation);
  });

  it.each<{ given: string; spoilt: JsonObject; says: string }>([
    {
      given: 'a verdict that is none',
      spoilt: { verdict: 'maybe' },
      says: 'explanation.verdict is "maybe", but one of pass, fail, undecided, error, notEvaluated was expected',
    },
    {
      given: 'metrics that are no list',
      spoilt: { verdict: 'pass', metrics: {} },
      says: 'explanation.metrics is {}, but a list was expected',
    },
    {
      given: 'a message that is no text',
      spoilt: { verdict: 'pass', message: 1 },
      says: 'explanation.message is no text',
    },
    {
      given: 'a limit that does not exist',
      spoilt: { verdict: 'pass', metrics: [{ limits: [{ limit: 'x' }] }] },
      says: 'explanation.metrics[0].limits[0].limit is "x", but one of failureLimit',
    },
  ])('with $given is refused', ({ spoilt, says }) => {
    expect(() => explanationFromJson(spoilt)).toThrow(
      expect.objectContaining({ code: 'STATE_INVALID', message: expect.stringContaining(says) }),
    );
  });
});
