import { unmarshalJson } from '../../../core/go/json.ts';
import { JsonError } from '../../../core/go/json-error.ts';
import type { Json } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../field-error.ts';
import { items, textsByName } from '../parts.ts';
import { tolerationErrors } from './scheduling/tolerations.ts';
import { appArmorAnnotationErrors } from './security/app-armor.ts';
import { seccompAnnotationErrors } from './security/seccomp.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';

/** Annotations by which pods were told things before there were fields for them. */
export function podAnnotationErrors(annotations: Json | undefined, spec: Fields, path: string): readonly FieldError[] {
  const given = new Map(textsByName(annotations));
  const mirror = given.get(MIRROR);
  return [
    ...errorIf(
      mirror !== undefined && spec.text('nodeName') === '',
      invalid(`${path}[${MIRROR}]`, mirror ?? '', 'must set spec.nodeName if mirror pod annotation is set'),
    ),
    ...annotatedTolerationErrors(given.get(TOLERATIONS) ?? '', path),
    ...seccompAnnotationErrors(given, path),
    ...appArmorAnnotationErrors(given, spec, path),
  ];
}

function annotatedTolerationErrors(written: string, path: string): readonly FieldError[] {
  if (written === '') return [];
  try {
    const tolerations = items(new Fields({ tolerations: unmarshalJson(written) }), 'tolerations');
    return tolerationErrors(tolerations, `${path}.${TOLERATIONS}`);
  } catch (thrown) {
    if (thrown instanceof JsonError) return [invalid(path, TOLERATIONS, thrown.message)];
    throw thrown;
  }
}
