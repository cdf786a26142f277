import type { JsonObject } from '../../../core/json.ts';
import { errorIf, type FieldError, invalid, required } from '../../../rollout/validate/field-error.ts';
import { errorsOfPart } from '../checks/when-changed.ts';
import { fillAbsent, inMember } from '../fill/fill.ts';

const CPU: JsonObject = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

const SCALE_UP: JsonObject = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const SCALE_DOWN: JsonObject = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

/** What an autoscaler is where it does not say. */
export function fillAutoscaler(autoscaler: JsonObject): JsonObject {
  return inMember(autoscaler, 'spec', (spec) =>
    inMember(fillAbsent(spec, { minReplicas: 1, metrics: [CPU] }), 'behavior', (behavior) => {
      const filled = fillAbsent(behavior, { scaleUp: SCALE_UP, scaleDown: SCALE_DOWN });
      const up = inMember(filled, 'scaleUp', (rules) => fillAbsent(rules, SCALE_UP));
      return inMember(up, 'scaleDown', (rules) => fillAbsent(rules, SCALE_DOWN));
    }),
  );
}

/** What is wrong with an autoscaler. */
export const autoscalerErrors = errorsOfPart('spec', (spec): readonly FieldError[] => {
  const [least, most] = [spec.whole('minReplicas') ?? 1, spec.whole('maxReplicas') ?? 0];
  const target = spec.below('scaleTargetRef');
  const tooFew = 'must be greater than or equal to 1';
  return [
    ...errorIf(least < 1, invalid('spec.minReplicas', least, tooFew)),
    ...errorIf(most < 1, invalid('spec.maxReplicas', most, 'must be greater than 0')),
    ...errorIf(most < least, invalid('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')),
    ...['kind', 'name']
      .filter((name) => target.text(name) === '')
      .map((name) => required(`spec.scaleTargetRef.${name}`)),
    ...groupErrors(target.text('apiVersion')),
  ];
});

function groupErrors(apiVersion: string): readonly FieldError[] {
  const path = 'spec.scaleTargetRef.apiVersion';
  const parts = apiVersion.split('/');
  if (parts.length > 2) return [invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
  return errorIf(parts.length < 2, invalid(path, apiVersion, 'apiVersion must specify API group'));
}
