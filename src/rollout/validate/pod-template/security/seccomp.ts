import type { Json } from '../../../../core/json.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, notSupported, required, word } from '../../field-error.ts';
import { maybeBelow, maybeText, textsByName } from '../../parts.ts';
import { containersOf } from '../containers-of.ts';
import { goNamed } from '../go-named.ts';
import { descendingErrors } from '../paths.ts';

const POD_KEY = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';
const LOCAL = 'localhost/';
const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** What is wrong with `seccompProfile`. */
export function seccompErrors(securityContext: Fields, contextPath: string): readonly FieldError[] {
  const profile = maybeBelow(securityContext, 'seccompProfile');
  if (profile === undefined) return [];
  const path = `${contextPath}.seccompProfile`;
  const type = profile.text('type');
  const local = maybeText(profile, 'localhostProfile');
  return [
    ...errorIf(type === '', required(`${path}.type`, 'type is required when seccompProfile is set')),
    ...errorIf(type !== '' && !TYPES.includes(type), notSupported(`${path}.type`, word(type), TYPES)),
    ...(type === 'Localhost'
      ? localErrors(local, `${path}.localhostProfile`)
      : errorIf(
          local !== undefined,
          invalid(
            `${path}.localhostProfile`,
            goNamed(profile, ['Type', 'LocalhostProfile']),
            'can only be set when seccomp type is Localhost',
          ),
        )),
  ];
}

function localErrors(profile: string | undefined, path: string): readonly FieldError[] {
  return profile === undefined
    ? [required(path, 'must be set when seccomp type is Localhost')]
    : descendingErrors(profile, path);
}

/** Annotations that name profiles: where there were no fields for them yet. */
export function seccompAnnotationErrors(annotations: ReadonlyMap<string, string>, path: string): readonly FieldError[] {
  const ofPod = annotations.get(POD_KEY);
  return [
    ...(ofPod === undefined ? [] : profileErrors(ofPod, `${path}.${POD_KEY}`)),
    ...[...annotations]
      .filter(([key]) => key.startsWith(CONTAINER_PREFIX))
      .flatMap(([key, profile]) => profileErrors(profile, `${path}.${key}`)),
  ];
}

function profileErrors(profile: string, path: string): readonly FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith(LOCAL)) return descendingErrors(profile.slice(LOCAL.length), path);
  return [invalid(path, profile, 'must be a valid seccomp profile')];
}

/** Where both an annotation and a field name a profile, they must name the same. */
export function seccompMatchErrors(
  annotations: Json | undefined,
  spec: Fields,
  specPath: string,
): readonly FieldError[] {
  const given = new Map(textsByName(annotations));
  const owners = [
    { key: POD_KEY, owner: spec, path: specPath },
    ...containersOf(spec, specPath).map(({ container, path }) => ({
      key: CONTAINER_PREFIX + container.text('name'),
      owner: container,
      path,
    })),
  ];
  return owners.flatMap(({ key, owner, path }) => {
    const profile = maybeBelow(owner.below('securityContext'), 'seccompProfile');
    const annotation = given.get(key);
    if (profile === undefined || annotation === undefined) return [];
    return matchErrors(profile, annotation, `${path}.securityContext.seccompProfile`);
  });
}

function matchErrors(profile: Fields, annotation: string, path: string): readonly FieldError[] {
  const otherType = [forbidden(`${path}.type`, 'seccomp type in annotation and field must match')];
  switch (profile.text('type')) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : otherType;
    case 'RuntimeDefault':
      return ['runtime/default', 'docker/default'].includes(annotation) ? [] : otherType;
    case 'Localhost': {
      if (!annotation.startsWith(LOCAL)) return otherType;
      const isSame = maybeText(profile, 'localhostProfile') === annotation.slice(LOCAL.length);
      return errorIf(
        !isSame,
        forbidden(`${path}.localhostProfile`, 'seccomp profile in annotation and field must match'),
      );
    }
    default:
      return [];
  }
}
