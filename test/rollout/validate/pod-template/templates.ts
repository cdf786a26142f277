import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { validateRollout } from '../../../../src/rollout/validate/validate-rollout.ts';

/** A pod template with a container and two volumes, and what is said of it here. */
export function pod(spec: JsonObject): JsonObject {
  return {
    metadata: { labels: { app: 'guestbook' } },
    spec: {
      containers: [{ name: 'web', image: 'x' }],
      volumes: [
        { name: 'empty', emptyDir: {} },
        { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
      ],
      ...spec,
    },
  };
}

/** One whose only container is like this. */
export function container(members: JsonObject): JsonObject {
  return pod({ containers: [{ name: 'web', image: 'x', ...members }] });
}

/** One whose only volume has these sources. */
export function volume(sources: JsonObject): JsonObject {
  return pod({ volumes: [{ name: 'v', ...sources }] });
}

/** One with annotations. */
export function annotated(annotations: JsonObject, spec: JsonObject = {}): JsonObject {
  return { ...pod(spec), metadata: { labels: { app: 'guestbook' }, annotations } };
}

/** A variable with a field of the pod. */
export function field(fieldPath: string): JsonObject {
  return { name: 'A', valueFrom: { fieldRef: { fieldPath } } };
}

/** A variable with an amount of the container. */
export function amount(resource: string, divisor?: string): JsonObject {
  return { name: 'A', valueFrom: { resourceFieldRef: { resource, ...(divisor !== undefined && { divisor }) } } };
}

/** The errors of a Rollout with this template, below `spec.template.`, without the examples in sentences about names. */
export function podErrors(template: Json): readonly string[] {
  const selector = { matchLabels: { app: 'guestbook' } };
  const rollout = { spec: { selector, template, strategy: { canary: {} } } };
  return validateRollout({ rollout }).map(({ text }) =>
    text.replace(/^spec\.template\./, '').replace(/ \((e\.g\. '|regex used for).*$/, ''),
  );
}
