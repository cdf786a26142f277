import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import type { Provider, Scope } from '../../../src/providers/provider.ts';
import { builtInProviders } from '../../../src/providers/registry.ts';
import { measuredProviders } from '../../../src/service/metrics/measured-providers.ts';

// The provider under test looks at nothing of it.
const SCOPE = {} as Scope;

function failing(thrown: unknown): Provider {
  const fail = () => Promise.reject(thrown);
  return {
    kind: 'bad',
    type: 'Bad',
    parse: () => ({}),
    measure: fail,
    inFlight: { resume: fail, terminate: fail, collect: fail },
  };
}

describe('measured providers', () => {
  it('fail as they do, and each failure is counted by its code', async () => {
    const counted: string[] = [];
    const providers = measuredProviders(
      new Map([
        ['bad', failing(new Fault('EGRESS_DENIED', 'no'))],
        ['worse', failing(new TypeError('oh'))],
      ]),
      (provider, code) => counted.push(`${provider} ${code}`),
    );
    const [bad, worse] = [providers.get('bad'), providers.get('worse')];
    await expect(bad?.measure({}, SCOPE)).rejects.toThrow('no');
    await expect(worse?.measure({}, SCOPE)).rejects.toThrow('oh');
    await expect(bad?.inFlight?.resume({}, SCOPE, { metadata: {} })).rejects.toThrow('no');
    await expect(bad?.inFlight?.collect?.({}, SCOPE, 1)).rejects.toThrow('no');
    expect(counted).toEqual(['bad EGRESS_DENIED', 'worse UNKNOWN', 'bad EGRESS_DENIED', 'bad EGRESS_DENIED']);
  });

  it('have the abilities that they had', () => {
    const before = builtInProviders({ openJobs: () => Promise.reject(new Error('no cluster')) });
    const measured = measuredProviders(before, () => {});
    const abilities = (providers: typeof before) =>
      [...providers].map(([kind, one]) => [
        kind,
        one.type,
        'describe' in one,
        one.inFlight && Object.keys(one.inFlight).sort(),
      ]);
    expect(abilities(measured)).toEqual(abilities(before));
    expect(measured.get('prometheus')?.describe?.({ query: 'up' })).toEqual({ ResolvedPrometheusQuery: 'up' });
  });
});
