import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Ending } from '../model/analyst.ts';

/** Where AnalysisRuns ask how they end. */
const BACKEND = 'http://answers.test';

/** Which run asks: what it is for, and the hash of the revision. */
export interface About {
  readonly purpose: string;
  readonly hash: string;
}

/** A spec, or steps, of the model as a real Rollout needs them: analyses are told what they are about. */
export function realSpec<Value extends Json>(spec: Value): Value {
  // Only members of objects are added or replaced; the shape stays.
  return withAnalyses(spec, []) as Value;
}

function withAnalyses(json: Json, path: readonly string[]): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((item) => withAnalyses(item, path));
  if (!isJsonObject(json)) return json;
  if (path.at(-1) === 'analyses') return { ...json, args: argsFor('experiment') };
  if (JSON.stringify(json['templates'] ?? null).includes('"check"')) {
    // One beside the steps goes on until it is told to stop.
    const isBeside = path.at(-2) === 'canary';
    const templates = [{ templateName: isBeside ? 'watch' : 'check' }];
    return { ...json, templates, args: argsFor(isBeside ? 'beside' : (path.at(-1) ?? '')) };
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withAnalyses(value, [...path, name])]));
}

function argsFor(purpose: string): Json {
  const hash =
    purpose === 'experiment'
      ? { value: '{{templates.new.podTemplateHash}}' }
      : { valueFrom: { podTemplateHashValue: 'Latest' } };
  return [
    { name: 'purpose', value: purpose },
    { name: 'hash', ...hash },
  ];
}

/** The AnalysisTemplates that specs name. */
export function templates(): readonly JsonObject[] {
  return [template('check', { count: 1 }), template('watch', { interval: '10m' })];
}

function template(name: string, times: JsonObject): JsonObject {
  const metric = {
    name: 'answer',
    initialDelay: '5s',
    ...times,
    consecutiveErrorLimit: 0,
    successCondition: 'result == "Successful"',
    failureCondition: 'result == "Failed"',
    provider: { web: { url: `${BACKEND}/{{args.purpose}}/{{args.hash}}`, jsonPath: '{$.ending}' } },
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: 'default' },
    spec: { args: [{ name: 'purpose' }, { name: 'hash' }], metrics: [metric] },
  };
}

/** What a run asks about. */
export function aboutOf({ pathname }: URL): About {
  const [, purpose = '', hash = ''] = pathname.split('/');
  return { purpose, hash };
}

/** The answer that makes a run end so. */
export function replyFor(ending: Ending): { readonly status: number; readonly body: string } {
  if (ending === 'Error') return { status: 500, body: '' };
  return { status: 200, body: JSON.stringify({ ending: ending === 'never' ? 'Successful' : ending }) };
}
