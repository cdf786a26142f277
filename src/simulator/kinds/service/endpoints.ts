import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { listText } from '../columns/list-text.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillIn, inEach } from '../fill/fill.ts';

export const endpoints: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  shortNames: ['ep'],
  isNamespaced: true,
  hasStatus: false,
  fill: (object) =>
    inEach(object, 'subsets', (subset) => inEach(subset, 'ports', (port) => fillIn(port, { protocol: 'TCP' }))),
  warningsOf: () => [OLD],
  columns: [
    nameColumn,
    textColumn('Endpoints', 'Where the service can be reached.', (object) => {
      const addresses = items(object, 'subsets').flatMap(addressesOf);
      return addresses.length === 0 ? '<none>' : listText(addresses);
    }),
    ageColumn,
  ],
});

const OLD = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

function addressesOf(subset: Fields): readonly string[] {
  const ips = items(subset, 'addresses').map((address) => address.text('ip'));
  const ports = items(subset, 'ports').map((port) => port.whole('port') ?? 0);
  return ports.length === 0 ? ips : ports.flatMap((port) => ips.map((ip) => hostAndPort(ip, port)));
}

function hostAndPort(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
