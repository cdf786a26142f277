import { describe, expect, it } from 'vitest';
import { FLAG_GROUPS, nameOfFlag } from '../../../src/cli/controller/flags.ts';
import { optionsInWords } from '../../../src/cli/controller/options-in-words.ts';

/** What a command line is read as. */
describe('the options of verdict controller', () => {
  it("have upstream's defaults", () => {
    expect(optionsInWords([])).toEqual({
      isNamespaced: false,
      instanceId: '',
      isOnlyAnalysis: false,
      isReadOnly: false,
      requireEvidence: false,
      plugins: [],
      leaseTimes: { duration: 15_000, renewDeadline: 10_000, retry: 2_000 },
      metrics: { port: 8090 },
      probes: { port: 8080 },
      logLevel: 'info',
      logFormat: 'json',
      resyncPeriod: 900_000,
      workers: { Rollouts: 10, Experiments: 10, AnalysisRuns: 30, Services: 10 },
      routerApis: { ingress: 'networking.k8s.io/v1', istio: 'v1alpha3' },
      warnings: [],
    });
  });

  it.each<{ words: readonly string[]; read: object }>([
    { words: ['--namespaced', '-n', 'shop'], read: { isNamespaced: true, namespace: 'shop' } },
    { words: ['--namespaced=false'], read: { isNamespaced: false } },
    { words: ['--leader-elect', '--read-only=T'], read: { isReadOnly: true, leaseTimes: { duration: 15_000 } } },
    { words: ['--controllers=analysis'], read: { isOnlyAnalysis: true } },
    { words: ['--leader-election-lease-duration', '1m'], read: { leaseTimes: { duration: 60_000 } } },
    { words: ['--metricsport=9000'], read: { metrics: { port: 9000 } } },
    { words: ['--healthz-address=::'], read: { probes: { port: 8080, address: '::' } } },
    { words: ['--logformat=TEXT', '--loglevel=Debug'], read: { logFormat: 'text', logLevel: 'debug' } },
    { words: ['--logformat='], read: { logFormat: 'json' } },
    { words: ['--rollout-resync=60'], read: { resyncPeriod: 60_000 } },
    { words: ['--qps=10'], read: { limit: { perSecond: 10, burst: 20 } } },
    { words: ['--qps=0.5', '--burst=3'], read: { limit: { perSecond: 0.5, burst: 3 } } },
    { words: ['--plugin', 'a', '--plugin=b'], read: { plugins: ['a', 'b'] } },
    { words: ['--istio-api-version=v1beta1'], read: { routerApis: { istio: 'v1beta1' } } },
    { words: ['--ingress-api-version='], read: { routerApis: { ingress: 'networking.k8s.io/v1' } } },
  ])('$words', ({ words, read }) => {
    expect(optionsInWords(words)).toMatchObject(read);
  });

  it('ask for no lease when told so, and limit nothing without --qps', () => {
    expect(optionsInWords(['--leader-elect=false'])).not.toHaveProperty('leaseTimes');
    expect(optionsInWords(['--burst=3'])).not.toHaveProperty('limit');
  });

  it('that are wrong are all told at once, with what was expected', () => {
    const words =
      '--qps=-1 --leader-elect=maybe --controllers=rollouts --loglevel=loud --rollout-threads=0 --istio-api-version=1 ' +
      '--metricsPort=70000 --instance-id=a_ --ingress-api-version=v1';
    expect(() => optionsInWords(words.split(' '))).toThrow(
      [
        '--leader-elect "maybe": expected true or false',
        '--instance-id "a_": expected the value of a label: up to 63 letters, digits, and - _ . inside',
        '--controllers "rollouts": expected analysis, or no such option for everything',
        '--metricsPort "70000": expected a whole number from 0 to 65535',
        '--loglevel "loud": expected one of debug, info, warn, error',
        '--rollout-threads "0": expected a whole number from 1 to 10000',
        '--ingress-api-version "v1": expected one of networking.k8s.io/v1, extensions/v1beta1',
        '--istio-api-version "1": expected the version of an API without its group, such as v1alpha3',
      ].join('\n'),
    );
  });

  it.each<{ words: readonly string[]; problem: string }>([
    {
      words: ['--leader-election-renew-deadline=15s'],
      problem: '--leader-election-renew-deadline "15s": expected shorter than --leader-election-lease-duration',
    },
    {
      words: ['--leader-election-retry-period=9s'],
      problem:
        '--leader-election-retry-period "9s": expected well below --leader-election-renew-deadline (1.2 times as much at most)',
    },
    {
      words: ['--leader-election-retry-period=soon'],
      problem: '--leader-election-retry-period "soon": expected a duration above 0, such as 15s',
    },
    { words: ['--healthzPort=8090'], problem: '--healthzPort "8090": expected another port than --metricsPort' },
    { words: ['--burst=0', '--qps=1'], problem: '--burst "0": expected a number above 0' },
  ])('$problem', ({ words, problem }) => {
    expect(() => optionsInWords(words)).toThrow(problem);
  });

  it('without effect are taken, and a warning says why', () => {
    const words = [
      '--nginx-ingress-classes=a',
      '--nginx-ingress-classes=b',
      '--traefik-api-group=x',
      '--metricsport=1',
    ];
    expect(optionsInWords(words).warnings).toEqual([
      '--metricsport is the old name of --metricsPort',
      '--nginx-ingress-classes has no effect: Ingresses that a Rollout names are followed whatever their class',
      '--traefik-api-group has no effect: Traefik is not built yet',
    ]);
  });

  it.each(FLAG_GROUPS.flatMap(({ flags }) => flags).map((flag) => ({ name: nameOfFlag(flag), flag })))(
    '$name is known to the command line',
    ({ name, flag }) => {
      const value = flag.flags.includes('<') ? [`${name}=${flag.default || 'analysis'}`] : [name];
      expect(() => optionsInWords(value)).not.toThrow('unknown option');
    },
  );
});
