import type { JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { fillContainer, fillRequests, fillResources, roundedAmounts } from './container.ts';
import { fillAbsent, fillIn, inEach, inMember, withMember } from './fill.ts';
import { fillVolume } from './volume.ts';

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** What a pod is to be where it does not say, in a pod as in a template. */
export const fillPodSpec = perObject((spec: JsonObject): JsonObject => {
  const filled = fillAbsent(
    fillIn(withAccount(spec), {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
    }),
    { securityContext: {}, terminationGracePeriodSeconds: 30 },
  );
  const withContainers = CONTAINER_LISTS.reduce((each, name) => inEach(each, name, fillContainer), filled);
  const withAmounts = inMember(inMember(withContainers, 'resources', fillResources), 'overhead', roundedAmounts);
  return inEach(withAmounts, 'volumes', fillVolume);
});

/** The name of the service account stands under its old name too. */
function withAccount(spec: JsonObject): JsonObject {
  const name = spec['serviceAccountName'] || spec['serviceAccount'];
  return name === undefined || name === ''
    ? spec
    : withMember(fillIn(spec, { serviceAccountName: name }), 'serviceAccount', name);
}

/** In the network of the node, a container's ports are the node's. */
function withHostPorts(spec: JsonObject): JsonObject {
  return ['containers', 'initContainers'].reduce(
    (each, name) =>
      inEach(each, name, (container) =>
        inEach(container, 'ports', (port) => fillIn(port, { hostPort: port['containerPort'] ?? 0 })),
      ),
    spec,
  );
}

/** What only pods are where they do not say, and templates are not. */
export const fillOwnPodSpec = perObject((spec: JsonObject): JsonObject => {
  const filled = fillAbsent(fillPodSpec(spec), { enableServiceLinks: true });
  const withPorts = filled['hostNetwork'] === true ? withHostPorts(filled) : filled;
  return ['containers', 'initContainers'].reduce((each, name) => inEach(each, name, fillRequests), withPorts);
});

/** An object whose `spec.template` is a pod template. */
export function fillTemplate(object: JsonObject): JsonObject {
  return inMember(object, 'spec', (spec) => inMember(spec, 'template', fillPodTemplate));
}

/** A pod template. */
export function fillPodTemplate(template: JsonObject): JsonObject {
  return inMember(template, 'spec', fillPodSpec);
}
