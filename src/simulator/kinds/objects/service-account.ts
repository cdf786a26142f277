import type { JsonObject } from '../../../core/json.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn } from '../columns/shared-columns.ts';
import { inEach } from '../fill/fill.ts';

export const serviceAccounts: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  isNamespaced: true,
  hasStatus: false,
  onCreate: namesOfSecrets,
  onUpdate: namesOfSecrets,
  columns: [nameColumn, ageColumn],
});

/** Of secrets only the names are kept. */
function namesOfSecrets(account: JsonObject): JsonObject {
  return inEach(account, 'secrets', (secret) => {
    const { name, ...rest } = secret;
    if (Object.keys(rest).length === 0) return secret;
    return name === undefined ? {} : { name };
  });
}
