import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { fillAbsent, inEach, inMember, withMember } from '../fill/fill.ts';
import { allocated, hasClusterIp, hasNodePorts, normalized } from './addresses.ts';
import { isReachedFromOutside } from './fill-service.ts';

/** What a Service keeps that it was given once and an update does not say again, as long as its type still has it; what it has not goes. */
export function keepAddresses(service: JsonObject, old: JsonObject): JsonObject {
  const before = new Fields(old).object('spec') ?? {};
  const serial = Number(new Fields(old).below('metadata').text('resourceVersion')) || 1;
  const kept = normalized(inMember(service, 'spec', (spec) => withOldAddress(spec, before)));
  return inMember(kept, 'spec', (spec) => allocated(withoutStrays(withOldPorts(spec, before), before), serial));
}

function withOldAddress(spec: JsonObject, before: JsonObject): JsonObject {
  if (!hasClusterIp(spec) || !hasClusterIp(before)) return spec;
  const isUnsaid = (spec['clusterIP'] ?? '') === '' && new Fields(spec).list('clusterIPs').length === 0;
  const names = [...(isUnsaid ? ['clusterIP', 'clusterIPs'] : []), 'ipFamilies', 'ipFamilyPolicy'];
  return names.reduce((each, name) => {
    const value = before[name];
    return value === undefined ? each : fillAbsent(each, { [name]: value });
  }, spec);
}

function withOldPorts(spec: JsonObject, before: JsonObject): JsonObject {
  if (!hasNodePorts(spec) || !hasNodePorts(before)) return spec;
  const old = new Fields(before).list('ports').filter(isJsonObject);
  return inEach(spec, 'ports', (port) => {
    const match = old.find((other) => other['port'] === port['port'] && other['protocol'] === port['protocol']);
    const nodePort = match?.['nodePort'];
    return nodePort === undefined ? port : fillAbsent(port, { nodePort });
  });
}

/** What only some types have: whether a Service has it, and its members. */
const OF_TYPES: readonly (readonly [has: (spec: JsonObject) => boolean, members: readonly string[]])[] = [
  [hasClusterIp, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy']],
  [isReachedFromOutside, ['externalTrafficPolicy']],
  [({ type }) => type === 'LoadBalancer', ['allocateLoadBalancerNodePorts', 'loadBalancerClass']],
];

/** Without what a Service of another type has no use for any more, unless the update says something new of it. */
function withoutStrays(spec: JsonObject, before: JsonObject): JsonObject {
  const names = OF_TYPES.flatMap(([has, members]) => (has(before) && !has(spec) ? members : []));
  const left = names.reduce(
    (each, name) => (sameJson(each[name] ?? null, before[name] ?? null) ? withMember(each, name, undefined) : each),
    spec,
  );
  if (!hasNodePorts(before) || hasNodePorts(spec) || !sameJson(portsIn(spec), portsIn(before))) return left;
  return inEach(left, 'ports', (port) => withMember(port, 'nodePort', undefined));
}

function portsIn(spec: JsonObject): readonly number[] {
  const ports = new Fields(spec).list('ports').map((port) => new Fields(port).whole('nodePort') ?? 0);
  return ports.filter((port) => port !== 0).toSorted((a, b) => a - b);
}
