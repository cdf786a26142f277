import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { providerFor } from '../../src/providers/provider-for.ts';
import { builtInProviders } from '../../src/providers/registry.ts';

const providers = builtInProviders({ openJobs: () => Promise.reject(new Fault('CLUSTER_UNREACHABLE', 'no cluster')) });

describe('the built-in providers', () => {
  it.each([
    ['prometheus', 'Prometheus'],
    ['web', 'Web'],
    ['job', 'Job'],
    ['datadog', 'Datadog'],
    ['newRelic', 'NewRelic'],
  ])('have %s under its own key, with the type %s', (kind, type) => {
    expect(providerFor(providers, 'm', kind)).toMatchObject({ kind, type });
  });

  it.each([
    { kind: '', says: "no valid provider in metric 'errors'" },
    {
      kind: 'graphit',
      says: "no valid provider in metric 'errors': 'graphit' is none of datadog, job, newRelic, prometheus, web",
    },
  ])("have nothing under '$kind'", ({ kind, says }) => {
    expect(() => providerFor(providers, 'errors', kind)).toThrow(
      expect.objectContaining({ code: 'PROVIDER_UNKNOWN', message: says }),
    );
  });
});
