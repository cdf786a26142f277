import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { RolloutAnalysis } from '../resources/schema/rollout-analysis.ts';

/** One place of a Rollout that starts an analysis. */
export interface AnalysisUse {
  readonly kind: 'prePromotion' | 'postPromotion' | 'step' | 'background';
  /** Field path of its templates, such as `spec.strategy.canary.steps[1].analysis.templates`. */
  readonly path: string;
  readonly analysis: RolloutAnalysis;
}

/** Where a Rollout starts analyses, in upstream's order. A blue-green strategy hides a canary beside it. */
export function analysisUses(rollout: JsonObject): readonly AnalysisUse[] {
  const strategy = objectAt(objectAt(rollout, 'spec'), 'strategy');
  const blueGreen = objectAt(strategy, 'blueGreen');
  if (blueGreen !== undefined) {
    return [
      ...use('prePromotion', 'spec.strategy.blueGreen.prePromotionAnalysis', blueGreen['prePromotionAnalysis']),
      ...use('postPromotion', 'spec.strategy.blueGreen.postPromotionAnalysis', blueGreen['postPromotionAnalysis']),
    ];
  }
  const canary = objectAt(strategy, 'canary');
  const steps = stepsOf(canary).flatMap((step, index) =>
    use('step', `spec.strategy.canary.steps[${index}].analysis`, objectAt(step, 'analysis')),
  );
  return [...steps, ...use('background', 'spec.strategy.canary.analysis', canary?.['analysis'])];
}

/** The analyses of canary steps, also where a blue-green strategy hides them. */
export function stepAnalyses(rollout: JsonObject): readonly RolloutAnalysis[] {
  const canary = objectAt(objectAt(objectAt(rollout, 'spec'), 'strategy'), 'canary');
  return stepsOf(canary).flatMap((step) => use('step', '', objectAt(step, 'analysis')).map(({ analysis }) => analysis));
}

/** The analysis that runs beside the steps of a canary. */
export function backgroundAnalysis(rollout: JsonObject): RolloutAnalysis | undefined {
  const canary = objectAt(objectAt(objectAt(rollout, 'spec'), 'strategy'), 'canary');
  return use('background', '', objectAt(canary, 'analysis'))[0]?.analysis;
}

function use(kind: AnalysisUse['kind'], path: string, analysis: Json | undefined): readonly AnalysisUse[] {
  return isJsonObject(analysis) ? [{ kind, path: `${path}.templates`, analysis: analysis }] : [];
}

function stepsOf(canary: JsonObject | undefined): readonly Json[] {
  const steps = canary?.['steps'];
  return Array.isArray(steps) ? steps : [];
}

function objectAt(value: Json | undefined, name: string): JsonObject | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
  const member = value[name];
  return isJsonObject(member) ? member : undefined;
}
