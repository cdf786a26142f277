import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { Creation } from '../../api/kind.ts';
import { fillAbsent, inEach, inMember, withMember } from '../fill/fill.ts';

/** Addresses of Services are those of 10.96.0.0/12: as many as this. */
const ADDRESSES = 2 ** 20;
const FIRST_PORT = 30_000;
const PORTS = 2768;

/** Gives a new Service its addresses and ports. Its serial number decides which, so that no two get the same until a million are made. */
export function allocate(service: JsonObject, { serial }: Creation): JsonObject {
  return inMember(normalized(service), 'spec', (spec) => allocated(spec, serial));
}

/** What a Service keeps that it was given once and an update does not say again, as long as its type still has it. */
export function keepAddresses(service: JsonObject, old: JsonObject): JsonObject {
  const wanted = new Fields(old).object('spec') ?? {};
  const before = new Fields(wanted);
  const kept = inMember(service, 'spec', (spec) => {
    if (!hasClusterIp(spec) || !hasClusterIp(wanted)) return spec;
    const isUnsaid = (spec['clusterIP'] ?? '') === '' && new Fields(spec).list('clusterIPs').length === 0;
    const addressed = isUnsaid ? withAll(spec, before, ['clusterIP', 'clusterIPs']) : spec;
    return withAll(addressed, before, ['ipFamilies', 'ipFamilyPolicy']);
  });
  const serial = Number(new Fields(old).below('metadata').text('resourceVersion')) || 1;
  return inMember(
    inMember(normalized(kept), 'spec', (spec) => withOldPorts(spec, before)),
    'spec',
    (spec) => allocated(withoutStrays(spec, wanted), serial),
  );
}

function withAll(spec: JsonObject, before: Fields, names: readonly string[]): JsonObject {
  return names.reduce((each, name) => {
    const value = before.json(name);
    return value === undefined ? each : fillAbsent(each, { [name]: value });
  }, spec);
}

/** A single address may be said in either of two members; both have it then. */
function normalized(service: JsonObject): JsonObject {
  return inMember(service, 'spec', (spec) => {
    const single = new Fields(spec).text('clusterIP');
    return single === '' ? spec : fillAbsent(spec, { clusterIPs: [single] });
  });
}

/** What a Service of another type has no use for any more, unless the update says it all the same. */
function withoutStrays(spec: JsonObject, before: JsonObject): JsonObject {
  if (hasClusterIp(spec) || !hasClusterIp(before)) return spec;
  return ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'].reduce(
    (each, name) => (same(each[name], before[name]) ? withMember(each, name, undefined) : each),
    spec,
  );
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether Services of the type have an address in the cluster, or could have. */
function hasClusterIp(spec: JsonObject): boolean {
  return spec['type'] !== 'ExternalName';
}

function allocated(spec: JsonObject, serial: number): JsonObject {
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

/** An update that does not say the ports of the nodes keeps them. */
function withOldPorts(spec: JsonObject, before: Fields): JsonObject {
  const wasReached = ['NodePort', 'LoadBalancer'].includes(before.text('type'));
  const isReached = ['NodePort', 'LoadBalancer'].includes(new Fields(spec).text('type'));
  if (!wasReached || !isReached) return spec;
  const old = before.list('ports').filter(isJsonObject);
  return inEach(spec, 'ports', (port) => {
    const match = old.find((other) => other['port'] === port['port'] && other['protocol'] === port['protocol']);
    const nodePort = match?.['nodePort'];
    return nodePort === undefined ? port : fillAbsent(port, { nodePort });
  });
}
