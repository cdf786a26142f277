import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, required } from '../../../rollout/validate/field-error.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { inEach, withMember } from '../fill/fill.ts';

const CHANGEABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** What is wrong with a change of a pod's `spec`, of which little can be changed. The API server's list of differences is left out. */
export function podChangeErrors(given: JsonObject, before: JsonObject): readonly FieldError[] {
  const [spec, old] = [new Fields(given), new Fields(before)];
  for (const name of ['containers', 'initContainers']) {
    if (spec.list(name).length !== old.list(name).length)
      return [forbidden(`spec.${name}`, 'pod updates may not add or remove containers')];
  }
  const isRestSame = sameJson(withoutChangeable(given, before), withoutChangeable(before, before));
  return [
    ...imageErrors(spec),
    ...deadlineErrors(spec.whole('activeDeadlineSeconds'), old.whole('activeDeadlineSeconds')),
    ...tolerationErrors(spec, old),
    ...gateErrors(spec, old),
    ...errorIf(!isRestSame, forbidden('spec', `pod updates may not change fields other than ${CHANGEABLE.join(',')}`)),
  ];
}

function imageErrors(spec: Fields): readonly FieldError[] {
  return ['containers', 'initContainers'].flatMap((name) =>
    items(spec, name).flatMap((container, index) => {
      const [path, image] = [`spec.${name}[${index}].image`, container.text('image')];
      return [
        ...errorIf(image === '', required(path)),
        ...errorIf(image.trim() !== image, invalid(path, image, 'must not have leading or trailing whitespace')),
      ];
    }),
  );
}

function deadlineErrors(deadline: number | undefined, old: number | undefined): readonly FieldError[] {
  const path = 'spec.activeDeadlineSeconds';
  if (deadline === undefined) {
    const shown = { json: 'null' };
    return errorIf(old !== undefined, invalid(path, shown, 'must not update from a positive integer to nil value'));
  }
  return errorIf(
    old !== undefined && old < deadline,
    invalid(path, deadline, 'must be less than or equal to previous value'),
  );
}

function tolerationErrors(spec: Fields, old: Fields): readonly FieldError[] {
  const given = spec.list('tolerations').map(withoutSeconds);
  const isKept = (toleration: Json): boolean => given.some((other) => sameJson(other, withoutSeconds(toleration)));
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  return errorIf(!old.list('tolerations').every(isKept), forbidden('spec.tolerations', detail));
}

function withoutSeconds(toleration: Json): Json {
  return isJsonObject(toleration) ? withMember(toleration, 'tolerationSeconds', undefined) : toleration;
}

function gateErrors(spec: Fields, old: Fields): readonly FieldError[] {
  const before = items(old, 'schedulingGates').map((gate) => gate.text('name'));
  return items(spec, 'schedulingGates')
    .map((gate) => gate.text('name'))
    .filter((name) => !before.includes(name))
    .map((name, index) =>
      forbidden(
        `spec.schedulingGates[${index}].name`,
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      ),
    );
}

const GRACE = 'terminationGracePeriodSeconds';

/** The spec without what may be changed. */
function withoutChangeable(spec: JsonObject, old: JsonObject): JsonObject {
  const wasNegative = (new Fields(old).whole(GRACE) ?? 0) < 0;
  const free = [
    'activeDeadlineSeconds',
    'schedulingGates',
    'tolerations',
    ...(wasNegative && spec[GRACE] === 1 ? [GRACE] : []),
  ];
  const fixed = free.reduce((rest, name) => withMember(rest, name, undefined), spec);
  return ['containers', 'initContainers'].reduce(
    (rest, name) => inEach(rest, name, (container) => withMember(container, 'image', undefined)),
    fixed,
  );
}
