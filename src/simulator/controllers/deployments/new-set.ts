import type { JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { goJson } from '../../../rollout/hash/go-json.ts';
import { podTemplateHash } from '../../../rollout/hash/pod-template-hash.ts';
import { podTemplate } from '../../../rollout/pod-template/pod-template.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { controllerReference, metadataOf } from '../objects/metadata.ts';
import type { SetView } from '../replica-sets/set-view.ts';
import { annotationsOfNew, sizeAnnotations } from './annotations.ts';
import type { DeploymentView } from './deployment-view.ts';
import { byAge } from './sizes.ts';

const HASH_LABEL = 'pod-template-hash';

/** The ReplicaSet whose template is the Deployment's, the oldest if there are several; undefined where there is none yet. */
export function newSetOf(deployment: DeploymentView, sets: readonly SetView[]): SetView | undefined {
  const wanted = textOf(deployment.template);
  return [...sets].sort(byAge).find(({ template }) => textOf(template) === wanted);
}

/** A template in its one spelling, without the label that tells revisions apart. */
const textOf = perObject((template: JsonObject): string => {
  const metadata = new Fields(template).object('metadata');
  const { [HASH_LABEL]: _, ...labels } = new Fields(metadata).object('labels') ?? {};
  return goJson({ ...template, metadata: { ...metadata, labels } }, podTemplate);
});

/**
 * The ReplicaSet for the Deployment's template, to be created. Its name holds a hash of the template: another one than Kubernetes' own, of
 * the same form.
 *
 * @param question.size      pods that it may begin with
 * @param question.revision  see `nextRevision`
 */
export function newSetManifest(
  deployment: DeploymentView,
  { size, revision }: { readonly size: number; readonly revision: number },
): JsonObject {
  const { namespace, name } = metadataOf(deployment.json);
  const hash = podTemplateHash(deployment.template, deployment.collisionCount);
  const metadata = new Fields(deployment.template).object('metadata');
  const labels = { ...new Fields(metadata).object('labels'), [HASH_LABEL]: hash };
  const { selector } = deployment;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name.slice(0, 252 - hash.length)}-${hash}`,
      namespace,
      labels,
      annotations: { ...annotationsOfNew(deployment, {}, revision), ...sizeAnnotations(deployment) },
      ownerReferences: [controllerReference(deployment.json, 'apps/v1', 'Deployment')],
    },
    spec: {
      replicas: size,
      ...(deployment.minReadySeconds > 0 && { minReadySeconds: deployment.minReadySeconds }),
      selector: {
        ...selector,
        matchLabels: { ...new Fields(selector).object('matchLabels'), [HASH_LABEL]: hash },
      },
      template: { ...deployment.template, metadata: { ...metadata, labels } },
    },
  };
}
