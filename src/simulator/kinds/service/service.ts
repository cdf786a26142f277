import type { Fields } from '../../../rollout/reading/fields.ts';
import { items, texts } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { balancerAddresses } from '../columns/balancer-addresses.ts';
import { labelsText } from '../columns/pod-template-columns.ts';
import { ageColumn, nameColumn, textColumn, wide } from '../columns/shared-columns.ts';
import { allocate } from './addresses.ts';
import { fillService } from './fill-service.ts';
import { keepAddresses } from './kept-addresses.ts';
import { serviceErrors } from './service-errors.ts';
import { serviceWarnings } from './service-warnings.ts';

export const services: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  shortNames: ['svc'],
  categories: ['all'],
  isNamespaced: true,
  hasStatus: true,
  selectable: { 'spec.clusterIP': ['spec', 'clusterIP'], 'spec.type': ['spec', 'type'] },
  fill: fillService,
  onCreate: allocate,
  onUpdate: keepAddresses,
  errorsOf: serviceErrors,
  warningsOf: serviceWarnings,
  columns: [
    nameColumn,
    textColumn('Type', 'How the service is reached.', (service) => service.below('spec').text('type')),
    textColumn('Cluster-IP', 'Its address within the cluster.', clusterIp),
    textColumn('External-IP', 'Its addresses from outside.', externalIp),
    textColumn('Port(s)', 'The ports it listens on.', (service) => portsText(service) || '<none>'),
    ageColumn,
    wide(
      textColumn('Selector', 'Labels of its pods.', (service) => labelsText(service.below('spec').json('selector'))),
    ),
  ],
});

function clusterIp(service: Fields): string {
  return texts(service.below('spec'), 'clusterIPs')[0] ?? '<none>';
}

function externalIp(service: Fields): string {
  const spec = service.below('spec');
  const own = texts(spec, 'externalIPs');
  switch (spec.text('type')) {
    case 'ClusterIP':
    case 'NodePort':
      return own.join(',') || '<none>';
    case 'LoadBalancer':
      return [...balancerAddresses(service), ...own].join(',') || '<pending>';
    case 'ExternalName':
      return spec.text('externalName');
    default:
      return '<unknown>';
  }
}

function portsText(service: Fields): string {
  return items(service.below('spec'), 'ports')
    .map((port) => {
      const nodePort = port.whole('nodePort') ?? 0;
      return `${port.whole('port') ?? 0}${nodePort > 0 ? `:${nodePort}` : ''}/${port.text('protocol')}`;
    })
    .join(',');
}
