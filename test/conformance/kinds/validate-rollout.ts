import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { RolloutArgument } from '../../../src/resources/schema/argument.ts';
import type { TemplateSpec } from '../../../src/resources/schema/template-spec.ts';
import type { ServiceRole } from '../../../src/rollout/validate/references/service.ts';
import { type References, validateReferences } from '../../../src/rollout/validate/references/validate-references.ts';
import { routerConfigErrors } from '../../../src/rollout/validate/router-config.ts';
import { validateRollout } from '../../../src/rollout/validate/validate-rollout.ts';
import type { NamedTemplate } from '../../../src/template/collect.ts';
import type { AnalysisUse } from '../../../src/template/rollout-analyses.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';

type Line =
  | {
      readonly kind: 'spec';
      readonly base: string;
      readonly rollout: JsonObject;
      readonly templateResolvedFromRef?: boolean;
      readonly want: Json;
    }
  | { readonly kind: 'routerConfig'; readonly rollout: JsonObject; readonly want: Json }
  | { readonly kind: 'references'; readonly rollout: JsonObject; readonly references: Fetched; readonly want: Json };

interface Fetched extends Omit<References, 'services' | 'analyses'> {
  readonly services?: readonly { readonly type: string; readonly service: JsonObject }[];
  readonly analysisTemplates?: readonly FetchedAnalysis[];
}

interface FetchedAnalysis {
  readonly type: string;
  readonly stepIndex: number;
  readonly templates?: readonly FetchedTemplate[];
  readonly clusterTemplates?: readonly FetchedTemplate[];
  readonly args?: readonly RolloutArgument[];
}

interface FetchedTemplate {
  readonly metadata: { readonly name: string };
  readonly spec: TemplateSpec;
}

/** What is wrong with a Rollout, with how its routers are set up, and with the objects that it names. */
export const validateRolloutKind: Kind = {
  name: 'validate-rollout',
  title: (line: Line) => (line.kind === 'spec' ? `spec ${line.base}` : line.kind),
  run,
};

function run(line: Line): Outcome {
  switch (line.kind) {
    case 'spec': {
      const isTemplateResolved = line.templateResolvedFromRef === true;
      const outcome = compare(line.want, { errors: validateRollout({ rollout: line.rollout, isTemplateResolved }) });
      return outcome.kind === 'failed' && hasLostField(line.rollout) ? LOST : outcome;
    }
    case 'routerConfig': {
      const { nginx, alb, istio } = routerConfigErrors(line.rollout);
      return compare(line.want, { nginx: nginx?.text ?? null, alb: alb?.text ?? null, istio: istio?.text ?? null });
    }
    case 'references': {
      const errors = validateReferences(line.rollout, referencesOf(line.references));
      const others = errors.filter(({ field }) => field !== 'spec.weight');
      const outcome = compare(line.want, { errors: others });
      return others.length < errors.length && outcome.kind === 'passed' ? WEIGHTED : compare(line.want, { errors });
    }
  }
}

const RECORD = '0012-what-gets-lost-is-not-held-against-a-rollout.md';

/** The lines were made with weights that Go read as floats, in which upstream sees none. */
const WEIGHTED: Outcome = { kind: 'byDecision', rule: 'a mapping with a weight is refused', record: RECORD };

const LOST: Outcome = { kind: 'byDecision', rule: 'lost fields are read', record: RECORD };

/** Fields that upstream loses, or the values of theirs that it takes for wrong. */
const LOST_FIELDS =
  /"(rbd|glusterfs|azureDisk)":|"hostProcess":true|"procMount":"Unmasked"|"mountPropagation":"Bidirectional"|"image":\{/;

function hasLostField(rollout: JsonObject): boolean {
  return LOST_FIELDS.test(JSON.stringify(rollout));
}

const ROLES: Readonly<Record<string, ServiceRole>> = {
  ActiveService: 'active',
  PreviewService: 'preview',
  CanaryService: 'canary',
  StableService: 'stable',
  PingService: 'ping',
  PongService: 'pong',
};

function referencesOf({ services = [], analysisTemplates = [], ...others }: Fetched): References {
  return {
    ...others,
    services: services.flatMap(({ type, service }) => {
      const role = ROLES[type];
      return role === undefined ? [] : [{ role, service }];
    }),
    analyses: analysisTemplates.map((fetched) => ({
      use: useOf(fetched),
      templates: { namespaced: named(fetched.templates), cluster: named(fetched.clusterTemplates) },
    })),
  };
}

const USES: Readonly<Record<string, readonly [kind: AnalysisUse['kind'], place: string]>> = {
  PrePromotionAnalysis: ['prePromotion', 'blueGreen.prePromotionAnalysis'],
  PostPromotionAnalysis: ['postPromotion', 'blueGreen.postPromotionAnalysis'],
  BackgroundAnalysis: ['background', 'canary.analysis'],
};

function useOf({ type, stepIndex, args = [] }: FetchedAnalysis): AnalysisUse {
  const [kind, place] = USES[type] ?? ['step', `canary.steps[${stepIndex}].analysis`];
  return { kind, path: `spec.strategy.${place}.templates`, analysis: { args: [...args] } };
}

function named(templates: readonly FetchedTemplate[] = []): readonly NamedTemplate[] {
  return templates.map(({ metadata, spec }) => ({ name: metadata.name, spec }));
}
