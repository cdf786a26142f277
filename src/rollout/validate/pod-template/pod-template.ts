import type { Json } from '../../../core/json.ts';
import { goJson } from '../../hash/go-json.ts';
import { podTemplate } from '../../pod-template/pod-template.ts';
import { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, forbidden } from '../field-error.ts';
import { annotationErrors, labelErrors } from '../labels.ts';
import { podAnnotationErrors } from './annotations.ts';
import { podSpecErrors } from './pod-spec.ts';
import { appArmorMatchErrors } from './security/app-armor.ts';
import { seccompMatchErrors } from './security/seccomp.ts';

/**
 * What is wrong with a pod template, by the rules of Kubernetes 1.34, in its order and words. What clusters decide for themselves,
 * such as privileged containers, is let through, and so is what upstream loses on the way to these rules
 * (docs/decisions/0012-what-gets-lost-is-not-held-against-a-rollout.md).
 *
 * @param path  where the template stands, `spec.template`
 * @see rollout.md §3.2, §27
 */
export function podTemplateErrors(template: Json | undefined, path: string): readonly FieldError[] {
  const { metadata, spec } = readTemplate(template);
  const annotations = metadata.json('annotations');
  return [
    ...labelErrors(metadata.json('labels'), `${path}.labels`),
    ...annotationErrors(annotations, `${path}.annotations`),
    ...podAnnotationErrors(annotations, spec, `${path}.annotations`),
    ...podSpecErrors(spec, `${path}.spec`),
    ...seccompMatchErrors(annotations, spec, `${path}.spec`),
    ...appArmorMatchErrors(annotations, spec, `${path}.spec`),
    ...errorIf(
      spec.list('ephemeralContainers').length > 0,
      forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'),
    ),
  ];
}

/** The template as the API would store it: unknown and ill-typed fields gone, amounts in their canonical spelling. */
function readTemplate(template: Json | undefined): { readonly metadata: Fields; readonly spec: Fields } {
  // What goJson writes is JSON.
  const stored = new Fields(JSON.parse(goJson(template, podTemplate)) as Json);
  return { metadata: stored.below('metadata'), spec: stored.below('spec') };
}
