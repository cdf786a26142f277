import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { fillAbsent, fillIn, inEach, inMember, withMember } from '../fill/fill.ts';

/** Seconds for which requests of one client go to one pod, where they do. */
const AFFINITY_SECONDS = 10_800;

/** What a Service is where it does not say. */
export function fillService(service: JsonObject): JsonObject {
  const filled = inMember(service, 'spec', fillSpec);
  if (new Fields(filled).below('spec').text('type') !== 'LoadBalancer') return filled;
  return inMember(filled, 'status', (status) =>
    inMember(status, 'loadBalancer', (balancer) =>
      inEach(balancer, 'ingress', (point) =>
        point['ip'] === undefined ? point : fillAbsent(point, { ipMode: 'VIP' }),
      ),
    ),
  );
}

function fillSpec(spec: JsonObject): JsonObject {
  const filled = inEach(fillIn(spec, { type: 'ClusterIP' }), 'ports', (port) =>
    fillIn(port, { protocol: 'TCP', targetPort: port['port'] ?? 0 }),
  );
  const type = new Fields(filled).text('type');
  return fillAffinity(
    fillAbsent(filled, {
      ...(['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type) && { internalTrafficPolicy: 'Cluster' }),
      ...(isReachedFromOutside(filled) && { externalTrafficPolicy: 'Cluster' }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
    }),
  );
}

/** Whether there are addresses or ports outside of the cluster at which a Service is reached. */
export function isReachedFromOutside(spec: JsonObject): boolean {
  const fields = new Fields(spec);
  const type = fields.text('type');
  return ['NodePort', 'LoadBalancer'].includes(type) || (type === 'ClusterIP' && fields.list('externalIPs').length > 0);
}

function fillAffinity(spec: JsonObject): JsonObject {
  const filled = fillIn(spec, { sessionAffinity: 'None' });
  if (filled['sessionAffinity'] === 'None') return withMember(filled, 'sessionAffinityConfig', undefined);
  const config = new Fields(filled).below('sessionAffinityConfig').below('clientIP');
  if (filled['sessionAffinity'] !== 'ClientIP' || config.has('timeoutSeconds')) return filled;
  return { ...filled, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
}
