import type { Fields } from '../../../rollout/reading/fields.ts';
import { items, texts } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { listText } from '../columns/list-text.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { fillAbsent, inEach } from '../fill/fill.ts';

export const endpointSlices: ApiKind = builtIn({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  isNamespaced: true,
  hasStatus: false,
  generationOf: [['addressType'], ['endpoints'], ['ports'], ['metadata', 'labels']],
  fill: (slice) => inEach(slice, 'ports', (port) => fillAbsent(port, { name: '', protocol: 'TCP' })),
  columns: [
    nameColumn,
    textColumn('AddressType', 'Kind of its addresses.', (slice) => slice.text('addressType')),
    textColumn('Ports', 'Ports of its endpoints.', (slice) => orUnset(items(slice, 'ports').map(portText))),
    textColumn('Endpoints', 'Addresses of its endpoints.', (slice) =>
      orUnset(items(slice, 'endpoints').flatMap((endpoint) => texts(endpoint, 'addresses'))),
    ),
    ageColumn,
  ],
});

function portText(port: Fields): string {
  const number = port.whole('port');
  if (number !== undefined) return String(number);
  return port.has('name') ? port.text('name') : '*';
}

function orUnset(list: readonly string[]): string {
  return list.length === 0 ? '<unset>' : listText(list);
}
