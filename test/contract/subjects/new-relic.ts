import { newRelic } from '../../../src/providers/new-relic/new-relic.ts';
import type { ProviderSubject } from '../../../src/testing.ts';

/** New Relic's NerdGraph. */
export const newRelicSubject: ProviderSubject = {
  provider: newRelic,
  settings: () => ({ query: 'SELECT count(*) FROM Transaction', timeout: 10 }),
  world: (address) => ({
    secrets: {
      newrelic: { 'personal-api-key': 'NRAK-S3CRET', 'account-id': '12', 'base-url-nerdgraph': address },
      keyless: { 'account-id': '12' },
      lettered: { 'personal-api-key': 'NRAK-S3CRET', 'account-id': 'twelve' },
    },
  }),
  wrong: [
    { field: 'newRelic.profile', settings: { query: 'q', profile: 'elsewhere' } },
    { field: 'newRelic.profile', settings: { query: 'q', profile: 'keyless' } },
    { field: 'account-id', settings: { query: 'q', profile: 'lettered' } },
    { field: 'newRelic.timeout', settings: { query: 'q', timeout: -1 } },
    { field: 'newRelic.query', settings: { query: ['NRAK-S3CRET'] } },
  ],
  secretTexts: ['NRAK-S3CRET'],
  healthy: { body: { data: { actor: { account: { nrql: { results: [{ count: 10 }] } } } } } },
};
