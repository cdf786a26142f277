import type { Json, JsonObject } from '../../../core/json.ts';
import { dnsLabelFaults, subdomainFaults } from '../../../resources/names/dns-names.ts';
import { portNameFaults } from '../../../resources/names/port-names.ts';
import { qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import {
  duplicate,
  errorIf,
  type FieldError,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { labelErrors } from '../../../rollout/validate/labels.ts';
import { inRange } from '../../../rollout/validate/numbers.ts';
import { items, texts } from '../../../rollout/validate/parts.ts';
import { errorsOfPart } from '../checks/when-changed.ts';
import { addressChangeErrors, addressErrors } from './address-errors.ts';
import { policyErrors } from './policy-errors.ts';

/** What is wrong with a Service. */
export const serviceErrors: (service: JsonObject, old?: JsonObject) => readonly FieldError[] = errorsOfPart(
  'spec',
  (spec, old) => [
    ...(old === undefined ? [] : addressChangeErrors(spec, old)),
    ...typeErrors(spec),
    ...items(spec, 'ports').flatMap((port, index) => portErrors(port, spec, index)),
    ...labelErrors(spec.json('selector'), 'spec.selector'),
    ...affinityErrors(spec),
    ...addressErrors(spec),
    ...kindErrors(spec),
    ...repeatedPortErrors(spec),
    ...policyErrors(spec),
  ],
);

function isHeadless(spec: Fields): boolean {
  return texts(spec, 'clusterIPs')[0] === 'None';
}

function typeErrors(spec: Fields): readonly FieldError[] {
  const type = spec.text('type');
  const isExternal = type === 'ExternalName';
  const headless = `may not be set to 'None' for ${type} services`;
  return [
    ...errorIf(spec.list('ports').length === 0 && !isHeadless(spec) && !isExternal, required('spec.ports')),
    ...errorIf(
      ['LoadBalancer', 'NodePort'].includes(type) && isHeadless(spec),
      invalid('spec.clusterIPs[0]', 'None', headless),
    ),
    ...(isExternal ? externalNameErrors(spec) : []),
  ];
}

function externalNameErrors(spec: Fields): readonly FieldError[] {
  const path = 'spec.externalName';
  const name = spec.text('externalName').replace(/\.$/, '');
  return [
    ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
      .filter((member) => spec.has(member))
      .map((member) => forbidden(`spec.${member}`, 'may not be set for ExternalName services')),
    ...(name === '' ? [required(path)] : invalidFor(path, name, subdomainFaults(name))),
  ];
}

const LARGEST_PORT = 65_535;

function portErrors(port: Fields, spec: Fields, index: number): readonly FieldError[] {
  const path = `spec.ports[${index}]`;
  const [name, number, protocol] = [port.text('name'), port.whole('port') ?? 0, port.text('protocol')];
  const before = items(spec, 'ports').slice(0, index);
  return [
    ...errorIf(name === '' && spec.list('ports').length > 1, required(`${path}.name`)),
    ...(name === '' ? [] : invalidFor(`${path}.name`, name, dnsLabelFaults(name))),
    ...errorIf(name !== '' && before.some((other) => other.text('name') === name), duplicate(`${path}.name`, name)),
    ...inRange(`${path}.port`, number, 1, LARGEST_PORT),
    ...errorIf(
      !['TCP', 'UDP', 'SCTP'].includes(protocol),
      notSupported(`${path}.protocol`, word(protocol), ['SCTP', 'TCP', 'UDP']),
    ),
    ...targetErrors(`${path}.targetPort`, port.json('targetPort') ?? 0),
    ...(port.has('appProtocol')
      ? invalidFor(`${path}.appProtocol`, port.text('appProtocol'), qualifiedNameFaults(port.text('appProtocol')))
      : []),
  ];
}

function targetErrors(path: string, target: Json): readonly FieldError[] {
  if (typeof target === 'string') return invalidFor(path, target, portNameFaults(target));
  return inRange(path, typeof target === 'number' ? target : 0, 1, LARGEST_PORT);
}

const LONGEST_AFFINITY = 86_400;

function affinityErrors(spec: Fields): readonly FieldError[] {
  const affinity = spec.text('sessionAffinity');
  if (affinity === 'None') return [];
  if (affinity !== 'ClientIP') return [notSupported('spec.sessionAffinity', word(affinity), ['ClientIP', 'None'])];
  const seconds = spec.below('sessionAffinityConfig').below('clientIP').whole('timeoutSeconds') ?? 0;
  const detail = `must be greater than 0 and less than ${LONGEST_AFFINITY}`;
  const path = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return errorIf(seconds <= 0 || seconds > LONGEST_AFFINITY, invalid(path, seconds, detail));
}

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

function kindErrors(spec: Fields): readonly FieldError[] {
  const type = spec.text('type');
  const ports = items(spec, 'ports');
  return [
    ...errorIf(!TYPES.includes(type), notSupported('spec.type', word(type), TYPES)),
    ...ports.flatMap((port, index) =>
      errorIf(
        type === 'ClusterIP' && (port.whole('nodePort') ?? 0) !== 0,
        forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"),
      ),
    ),
  ];
}

/** Ports, and ports of the nodes, may stand only once for each protocol. */
function repeatedPortErrors(spec: Fields): readonly FieldError[] {
  const ports = items(spec, 'ports');
  const isRepeated = (index: number, member: string): boolean => {
    const port = ports[index];
    return ports
      .slice(0, index)
      .some((other) => same(other, port, 'protocol') && same(other, port, member) && other.has(member));
  };
  return [
    ...ports.flatMap((port, index) =>
      errorIf(isRepeated(index, 'nodePort'), duplicate(`spec.ports[${index}].nodePort`, port.whole('nodePort') ?? 0)),
    ),
    ...ports.flatMap((port, index) =>
      errorIf(isRepeated(index, 'port'), duplicate(`spec.ports[${index}]`, { json: shownPort(port) })),
    ),
  ];
}

function same(a: Fields, b: Fields | undefined, member: string): boolean {
  return a.json(member) === b?.json(member);
}

/** As Go tells it, with its own names, and nothing but what makes it the same as the other. */
function shownPort(port: Fields): string {
  const [Protocol, Port] = [port.text('protocol'), port.whole('port') ?? 0];
  return JSON.stringify({ Name: '', Protocol, AppProtocol: null, Port, TargetPort: 0, NodePort: 0 });
}
