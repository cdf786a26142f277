import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { validateRolloutAnalyses } from '../../src/template/validate-rollout-analyses.ts';
import { metric, templates } from './templates.ts';

function canary(...steps: readonly JsonObject[]): JsonObject {
  return { spec: { strategy: { canary: { steps } } } };
}

function using(...names: readonly string[]): JsonObject {
  return { templates: names.map((templateName) => ({ templateName })) };
}

describe('the analyses of a Rollout', () => {
  it('are good when their templates are', () => {
    expect(
      validateRolloutAnalyses(canary({ analysis: using('t') }), templates({ t: { metrics: [metric('m')] } })),
    ).toEqual([]);
  });

  it.each<{ what: string; rollout: JsonObject; faults: readonly string[] }>([
    { what: 'no strategy', rollout: {}, faults: [] },
    {
      what: 'a template in a circle',
      rollout: canary({}, { analysis: using('a') }),
      faults: [
        'spec.strategy.canary.steps[1].analysis.templates: Invalid value: "a": templates refer to each other in a circle: a → b → a',
      ],
    },
    {
      what: 'a template that is not there, which hides all else',
      rollout: canary({ analysis: using('endless') }, { analysis: using('gone') }),
      faults: [
        'spec.strategy.canary.steps[1].analysis.templates: Invalid value: "gone": AnalysisTemplate \'gone\' not found',
      ],
    },
    {
      what: 'a blue-green strategy beside a canary',
      rollout: {
        spec: {
          strategy: { blueGreen: { postPromotionAnalysis: using('endless') }, canary: { analysis: using('gone') } },
        },
      },
      faults: [
        'spec.strategy.blueGreen.postPromotionAnalysis.templates: Invalid value: "endless": AnalysisTemplate endless has metric m which runs indefinitely. Invalid value for count: <nil>',
      ],
    },
  ])('with $what', ({ rollout, faults }) => {
    const existing = templates({
      a: { templates: [{ templateName: 'b' }] },
      b: { templates: [{ templateName: 'a' }] },
      endless: { metrics: [metric('m', { interval: '1m' })] },
    });
    expect(validateRolloutAnalyses(rollout, existing)).toEqual(faults);
  });
});
