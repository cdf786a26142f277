import { type ProviderSubject, providerContract } from 'verdict/testing';
import { describe, it } from 'vitest';
import { graphite } from '../src/graphite.ts';

const subject: ProviderSubject = {
  provider: graphite,
  settings: (address) => ({ address: address.replace('//', '//ann:s3cret@'), query: 'target=shop.errors&from=-5min' }),
  wrong: [
    { field: 'graphite.address', settings: { query: 'target=a' } },
    { field: 'graphite.address', settings: { address: 'http://[::1', query: 'target=a' } },
    { field: 'graphite.query', settings: { address: 'http://g', query: ['s3cret'] } },
    { field: 'tls.caBundle', settings: { address: 'http://g', query: 'target=a', tls: { caBundle: 's3cret' } } },
  ],
  secretTexts: ['s3cret'],
  healthy: { body: [{ target: 'shop.errors', datapoints: [[0.01, 1_000_000_000]] }] },
};

describe('graphite keeps the contract of providers: it', () => {
  it.each(providerContract(subject))('$name', ({ run }) => run());
});
