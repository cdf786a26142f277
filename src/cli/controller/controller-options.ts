import { Fault } from '../../core/fault.ts';
import { durationMs } from '../../core/go/duration.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { LeaseTimes } from '../../kube/lease/election.ts';
import type { RequestLimit } from '../../kube/limited-cluster.ts';
import { DEFAULT_APIS, type RouterApis } from '../../traffic/route.ts';
import { FLAG_GROUPS, type Flag, nameOfFlag } from './flags.ts';

/** What stands on the command line, by commander's names: a text, a list of texts, or true for an option without a value. */
export type Given = Readonly<Record<string, string | readonly string[] | true | undefined>>;

export type LogLevel = (typeof LEVELS)[number];
export type LogFormat = (typeof FORMATS)[number];

/** Where something is served. */
export interface Place {
  /** From 0; 0: any that is free. */
  readonly port: number;
  /** Absent: 127.0.0.1, or every address in a pod. */
  readonly address?: string;
}

/** The options of `verdict controller`, read. */
export interface ControllerOptions {
  readonly isNamespaced: boolean;
  /** Absent: the context's. */
  readonly namespace?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Empty: none. */
  readonly instanceId: string;
  readonly isOnlyAnalysis: boolean;
  readonly isReadOnly: boolean;
  readonly requireEvidence: boolean;
  readonly plugins: readonly string[];
  /** Absent: no limit. */
  readonly limit?: RequestLimit;
  /** Absent: no lease is asked for. */
  readonly leaseTimes?: LeaseTimes;
  readonly metrics: Place;
  readonly probes: Place;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly resyncPeriod: Millis;
  readonly workers: Readonly<Record<'Rollouts' | 'Experiments' | 'AnalysisRuns' | 'Services', number>>;
  readonly routerApis: RouterApis;
  /** Options that were given and have no effect, and why. */
  readonly warnings: readonly string[];
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const FORMATS = ['json', 'text'] as const;
const INGRESS_APIS = ['networking.k8s.io/v1', 'extensions/v1beta1'] as const;
const MOST_WORKERS = 10_000;
const HIGHEST_PORT = 65_535;

/**
 * Reads the command line.
 *
 * @throws Fault USAGE_INVALID with every problem, one a line
 */
export function readOptions(given: Given): ControllerOptions {
  const problems: string[] = [];
  const read = new Reading(given, problems);
  const options = optionsIn(read, given);
  if (problems.length === 0) return options;
  throw new Fault('USAGE_INVALID', problems.join('\n'));
}

function optionsIn(read: Reading, given: Given): ControllerOptions {
  const text = (name: string): string | undefined => read.text(name);
  const [namespace, kubeconfig, context] = [text('namespace'), text('kubeconfig'), text('context')];
  const limit = limitIn(read);
  const leaseTimes = read.flag('leaderElect') ? leaseTimesIn(read) : undefined;
  return {
    isNamespaced: read.flag('namespaced'),
    ...(namespace && { namespace }),
    ...(kubeconfig && { kubeconfig }),
    ...(context && { context }),
    instanceId: read.instanceId(),
    isOnlyAnalysis: read.isOnlyAnalysis(),
    isReadOnly: read.flag('readOnly'),
    requireEvidence: read.flag('requireEvidence'),
    plugins: read.list('plugin'),
    ...(limit && { limit }),
    ...(leaseTimes && { leaseTimes }),
    ...placesIn(read),
    logLevel: read.oneOf('loglevel', LEVELS) ?? 'info',
    logFormat: read.oneOf('logformat', FORMATS) ?? 'json',
    resyncPeriod: millisOf(1000 * read.whole('rolloutResync', 1, 86_400 * 365)),
    workers: {
      Rollouts: read.whole('rolloutThreads', 1, MOST_WORKERS),
      Experiments: read.whole('experimentThreads', 1, MOST_WORKERS),
      AnalysisRuns: read.whole('analysisThreads', 1, MOST_WORKERS),
      Services: read.whole('serviceThreads', 1, MOST_WORKERS),
    },
    routerApis: {
      ingress: read.oneOf('ingressApiVersion', INGRESS_APIS) ?? DEFAULT_APIS.ingress,
      istio: read.apiVersion('istioApiVersion') ?? DEFAULT_APIS.istio,
    },
    warnings: warningsIn(given),
  };
}

function limitIn(read: Reading): RequestLimit | undefined {
  const perSecond = read.number('qps');
  const burst = read.number('burst');
  if (perSecond === undefined) return undefined;
  return { perSecond, burst: Math.max(1, Math.floor(burst ?? perSecond * 2)) };
}

function leaseTimesIn(read: Reading): LeaseTimes {
  const duration = read.duration('leaderElectionLeaseDuration');
  const renewDeadline = read.duration('leaderElectionRenewDeadline');
  const retry = read.duration('leaderElectionRetryPeriod');
  if (renewDeadline >= duration) {
    read.refuse('leaderElectionRenewDeadline', 'shorter than --leader-election-lease-duration');
  }
  if (retry * 1.2 >= renewDeadline) {
    read.refuse('leaderElectionRetryPeriod', 'well below --leader-election-renew-deadline (1.2 times as much at most)');
  }
  return { duration, renewDeadline, retry };
}

function placesIn(read: Reading): Pick<ControllerOptions, 'metrics' | 'probes'> {
  const port = (name: string): number => read.whole(name, 0, HIGHEST_PORT);
  const metricsPort = read.text('metricsport') === undefined ? port('metricsPort') : port('metricsport');
  const probesPort = port('healthzPort');
  if (metricsPort === probesPort && metricsPort !== 0) read.refuse('healthzPort', 'another port than --metricsPort');
  const [metricsAddress, probesAddress] = [read.text('metricsAddress'), read.text('healthzAddress')];
  return {
    metrics: { port: metricsPort, ...(metricsAddress && { address: metricsAddress }) },
    probes: { port: probesPort, ...(probesAddress && { address: probesAddress }) },
  };
}

function warningsIn(given: Given): readonly string[] {
  const without = FLAG_GROUPS.flatMap(({ flags }) => flags)
    .filter((flag) => flag.hasNoEffect && given[keyOfFlag(flag)] !== undefined)
    .map((flag) => `${nameOfFlag(flag)} has no effect: ${flag.text}`);
  const isOld = given['metricsport'] !== undefined;
  return [...(isOld ? ['--metricsport is the old name of --metricsPort'] : []), ...without];
}

/** Commander's name of an option: `leaderElect` for `--leader-elect`. */
function keyOfFlag(flag: Flag): string {
  return nameOfFlag(flag)
    .slice(2)
    .replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The option as it is written: `--leader-elect` for `leaderElect`. */
function optionOf(name: string): string {
  const flag = FLAG_GROUPS.flatMap(({ flags }) => flags).find((one) => keyOfFlag(one) === name);
  return flag === undefined ? name : nameOfFlag(flag);
}

/** Reads single options and collects what is wrong with them. */
class Reading {
  readonly #given: Given;
  readonly #problems: string[];

  constructor(given: Given, problems: string[]) {
    this.#given = given;
    this.#problems = problems;
  }

  /** @param wanted  what was expected */
  refuse(name: string, wanted: string): void {
    this.#problems.push(`${optionOf(name)} ${JSON.stringify(this.text(name) ?? '')}: expected ${wanted}`);
  }

  text(name: string): string | undefined {
    const value = this.#given[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.#given[name];
    return Array.isArray(value) ? value : [];
  }

  flag(name: string): boolean {
    const value = this.#given[name];
    if (value === undefined || value === true) return value === true;
    const read = BOOLEANS.get(this.text(name) ?? '');
    if (read === undefined) this.refuse(name, 'true or false');
    return read ?? false;
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    const word = words.find((one) => one === value.toLowerCase());
    if (word === undefined) this.refuse(name, `one of ${words.join(', ')}`);
    return word;
  }

  whole(name: string, least: number, most: number): number {
    const text = this.text(name) ?? '';
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.refuse(name, `a whole number from ${least} to ${most}`);
    return least;
  }

  /** A number above 0, if there is one. */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
    if (value <= 0) this.refuse(name, 'a number above 0');
    return value;
  }

  duration(name: string): Millis {
    const ms = readDuration(this.text(name) ?? '');
    if (ms === undefined || ms <= 0) this.refuse(name, 'a duration above 0, such as 15s');
    return ms ?? millisOf(0);
  }

  instanceId(): string {
    const id = this.text('instanceId') ?? '';
    if (id !== '' && !LABEL_VALUE.test(id)) {
      this.refuse('instanceId', 'the value of a label: up to 63 letters, digits, and - _ . inside');
    }
    return id;
  }

  isOnlyAnalysis(): boolean {
    const names = this.list('controllers').flatMap((list) => list.split(','));
    for (const name of names.filter((one) => one !== 'analysis')) {
      this.#problems.push(`--controllers ${JSON.stringify(name)}: expected analysis, or no such option for everything`);
    }
    return names.length > 0;
  }

  apiVersion(name: string): string | undefined {
    const version = this.text(name);
    if (version === undefined || /^v\d+((alpha|beta)\d+)?$/.test(version)) return version;
    this.refuse(name, 'the version of an API without its group, such as v1alpha3');
    return undefined;
  }
}

const LABEL_VALUE = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** As Go reads them. @see https://pkg.go.dev/strconv#ParseBool */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

function readDuration(text: string): Millis | undefined {
  try {
    return durationMs(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
