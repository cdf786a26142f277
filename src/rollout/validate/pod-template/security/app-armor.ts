import { quote } from '../../../../core/go/quote.ts';
import type { Json } from '../../../../core/json.ts';
import { lengthFaults } from '../../../../resources/names/name-rule.ts';
import type { Fields } from '../../../reading/fields.ts';
import {
  errorIf,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
  word,
} from '../../field-error.ts';
import { maybeBelow, maybeText, textsByName } from '../../parts.ts';
import { containersOf } from '../containers-of.ts';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const LOCAL = 'localhost/';
const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const LONGEST_PROFILE = 4095;
const NO_PROFILE = 'must be set when AppArmor type is Localhost';

/** What is wrong with `appArmorProfile`. */
export function appArmorErrors(securityContext: Fields, contextPath: string): readonly FieldError[] {
  const profile = maybeBelow(securityContext, 'appArmorProfile');
  if (profile === undefined) return [];
  const path = `${contextPath}.appArmorProfile`;
  const type = profile.text('type');
  const local = maybeText(profile, 'localhostProfile');
  if (type === '') return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!TYPES.includes(type)) return [notSupported(`${path}.type`, word(type), TYPES)];
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') return localErrors(local, at);
  return local === undefined ? [] : [invalid(at, word(local), 'can only be set when AppArmor type is Localhost')];
}

function localErrors(profile: string | undefined, path: string): readonly FieldError[] {
  if (profile === undefined) return [required(path, NO_PROFILE)];
  return [
    ...errorIf(profile.trim() !== profile, invalid(path, profile, 'must not be padded with whitespace')),
    ...errorIf(profile === '', required(path, NO_PROFILE)),
    ...errorIf(lengthFaults(profile, LONGEST_PROFILE).length > 0, tooLong(path, LONGEST_PROFILE)),
  ];
}

/** Annotations that name profiles: where there were no fields for them yet. */
export function appArmorAnnotationErrors(
  annotations: ReadonlyMap<string, string>,
  spec: Fields,
  path: string,
): readonly FieldError[] {
  const names = containersOf(spec, '').map(({ container }) => container.text('name'));
  return [...annotations]
    .filter(([key]) => key.startsWith(PREFIX))
    .flatMap(([key, profile]) => {
      const at = `${path}[${key}]`;
      const name = key.slice(PREFIX.length);
      const isKnown = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith(LOCAL);
      return [
        ...errorIf(!names.includes(name), invalid(at, name, 'container not found')),
        ...errorIf(!isKnown, invalid(at, profile, `invalid AppArmor profile name: ${quote(profile)}`)),
      ];
    });
}

/** Where both an annotation and a field name a profile, they must name the same. Windows has no such profiles. */
export function appArmorMatchErrors(
  annotations: Json | undefined,
  spec: Fields,
  specPath: string,
): readonly FieldError[] {
  if (spec.below('os').text('name') === 'windows') return [];
  const given = new Map(textsByName(annotations));
  const ofPod = maybeBelow(spec.below('securityContext'), 'appArmorProfile');
  return containersOf(spec, specPath).flatMap(({ container, path }) => {
    const profile = maybeBelow(container.below('securityContext'), 'appArmorProfile') ?? ofPod;
    const annotation = given.get(PREFIX + container.text('name'));
    if (profile === undefined || annotation === undefined) return [];
    return matchErrors(profile, annotation, `${path}.securityContext.appArmorProfile`);
  });
}

function matchErrors(profile: Fields, annotation: string, path: string): readonly FieldError[] {
  const otherType = [forbidden(`${path}.type`, 'apparmor type in annotation and field must match')];
  switch (profile.text('type')) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : otherType;
    case 'RuntimeDefault':
      return annotation === 'runtime/default' ? [] : otherType;
    case 'Localhost': {
      if (!annotation.startsWith(LOCAL)) return otherType;
      const isSame = maybeText(profile, 'localhostProfile') === annotation.slice(LOCAL.length);
      return errorIf(
        !isSame,
        forbidden(`${path}.localhostProfile`, 'apparmor profile in annotation and field must match'),
      );
    }
    default:
      return [];
  }
}
