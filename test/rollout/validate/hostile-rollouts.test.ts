import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { validateReferences } from '../../../src/rollout/validate/references/validate-references.ts';
import { routerConfigErrors } from '../../../src/rollout/validate/router-config.ts';
import { validateRollout } from '../../../src/rollout/validate/validate-rollout.ts';
import { rollout } from './rollouts.ts';

/** JSON below names that rules look at, so that they meet every type where they expect one. */
const json = fc.letrec<{ value: Json; members: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom<Json>(null, true, 0, -1, 1.5, '', 'a', '..', []),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('members'),
  ),
  members: fc.dictionary(
    fc.constantFrom(
      ...'metadata spec labels template containers volumes name image ports env valueFrom resources limits cpu'.split(
        ' ',
      ),
      ...'selector matchLabels matchExpressions strategy canary blueGreen steps trafficRouting istio alb nginx'.split(
        ' ',
      ),
      ...'pause duration analysis args experiment templates affinity securityContext http route destination'.split(' '),
      ...'setHeaderRoute setMirrorRoute match managedRoutes projected sources livenessProbe httpGet __proto__'.split(
        ' ',
      ),
    ),
    tie('value'),
    { maxKeys: 4 },
  ),
}));

describe('validation of whatever is given', () => {
  it('never throws, and every error has a field, a type and a text that begins with the field', () => {
    fc.assert(
      fc.property(json.members, fc.boolean(), (members, isTemplateResolved) => {
        for (const given of [members, { spec: members }, rollout(members), rollout({ template: { spec: members } })]) {
          const errors = validateRollout({ rollout: given, isTemplateResolved });
          for (const { field, type, text } of errors) {
            expect(text.startsWith(`${field}: `)).toBe(true);
            expect(type).toMatch(/^(FieldValue|InternalError)/);
          }
          routerConfigErrors(given);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same every time', () => {
    fc.assert(
      fc.property(json.members, (members) => {
        const given = rollout(members);
        expect(validateRollout({ rollout: given })).toEqual(validateRollout({ rollout: given }));
      }),
      { numRuns: 100 },
    );
  });

  it('takes objects of any shape for what a Rollout names', () => {
    fc.assert(
      fc.property(json.members, json.members, (spec, object) => {
        const objects = [object, { metadata: { name: 'a' }, spec: object }];
        const references = {
          services: objects.map((service) => ({ role: 'stable' as const, service })),
          ingresses: objects,
          virtualServices: objects,
          ambassadorMappings: objects,
          appMeshResources: objects,
        };
        for (const { field, text } of validateReferences(rollout(spec), references)) {
          expect(text.startsWith(`${field}: `)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
