import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { Creation } from '../../api/kind.ts';
import { fillAbsent, inEach, inMember } from '../fill/fill.ts';

/** Addresses of Services are those of 10.96.0.0/12: as many as this. */
const ADDRESSES = 2 ** 20;
const FIRST_PORT = 30_000;
const PORTS = 2768;

/** Gives a new Service its addresses and ports. Its serial number decides which, so that no two get the same until a million are made. */
export function allocate(service: JsonObject, { serial }: Creation): JsonObject {
  return inMember(normalized(service), 'spec', (spec) => allocated(spec, serial));
}

/** A single address may be said in either of two members; both have it then. */
export function normalized(service: JsonObject): JsonObject {
  return inMember(service, 'spec', (spec) => {
    const single = new Fields(spec).text('clusterIP');
    return single === '' ? spec : fillAbsent(spec, { clusterIPs: [single] });
  });
}

/** Whether Services of the type have an address in the cluster, or could have. */
export function hasClusterIp(spec: JsonObject): boolean {
  return spec['type'] !== 'ExternalName';
}

/** Gives a Service what it needs and has not got. */
export function allocated(spec: JsonObject, serial: number): JsonObject {
  if (!hasClusterIp(spec)) return spec;
  const fields = new Fields(spec);
  const isHeadless = fields.text('clusterIP') === 'None';
  // Nobody selects its pods, so their addresses may be of any family.
  const isFree = isHeadless && Object.keys(fields.object('selector') ?? {}).length === 0;
  const address = addressOf(serial);
  const given = fillAbsent(spec, { clusterIP: address, clusterIPs: [address] });
  const policy = isFree ? 'RequireDualStack' : 'SingleStack';
  const families = isFree ? ['IPv4', 'IPv6'] : ['IPv4'];
  return withPorts(fillAbsent(given, { ipFamilies: families, ipFamilyPolicy: policy }), serial);
}

function addressOf(serial: number): string {
  const number = serial % ADDRESSES;
  return `10.${96 + Math.floor(number / 65_536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

/** Whether Services of the type are reached at ports of the nodes. */
export function hasNodePorts(spec: JsonObject): boolean {
  return spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer';
}

/** Ports of the nodes, for Services that are reached there. */
function withPorts(spec: JsonObject, serial: number): JsonObject {
  const isReached =
    spec['type'] === 'NodePort' || (spec['type'] === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false);
  if (!isReached) return spec;
  let next = serial;
  return inEach(spec, 'ports', (port) => {
    if (new Fields(port).whole('nodePort')) return port;
    next += 1;
    return { ...port, nodePort: FIRST_PORT + (next % PORTS) };
  });
}
