import { type EmbeddedController, startEmbeddedController } from '../../src/cli/embedded/embedded-controller.ts';
import { type HttpAsked, type HttpReply, inProcessHttp } from '../../src/cli/embedded/in-process-http.ts';
import { formatInstantExactly, type Instant } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import type { Log } from '../../src/kube/controllers/log.ts';
import type { Api, WatchEvent } from '../../src/simulator/api/call.ts';
import { uidFrom } from '../../src/simulator/api/chance.ts';
import type { BehaviourOf } from '../../src/simulator/controllers/pods/behaviour.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { Random } from '../rollout/model/random.ts';
import { openBareCluster } from './bare-cluster.ts';
import { recordedApi, type Write } from './recorded-api.ts';

export interface VirtualClusterGiven {
  /** Of all chance: uids, names, how pauses are scattered. Default 1. */
  readonly seed?: number;
  /** Options of `verdict controller`. */
  readonly words?: readonly string[];
  /** Answers the providers. Default: nobody does. */
  readonly answer?: (asked: HttpAsked, now: Instant) => HttpReply | undefined;
  readonly behaviourOf?: BehaviourOf;
  /** Whether the cluster's own controllers and nodes tell events. Default true. */
  readonly tellsEvents?: boolean;
}

/** One change of an object. */
export interface Happened extends WatchEvent {
  /** With milliseconds. */
  readonly at: string;
}

/** An embedded cluster that knows our kinds, with `verdict controller` at work on it, all on a virtual clock. */
export interface VirtualCluster {
  readonly clock: VirtualClock;
  readonly api: Api;
  /** The same as a user has it. */
  readonly cluster: Cluster;
  readonly controller: EmbeddedController;
  readonly random: () => number;
  /** What the controller asked to be written, in order. */
  readonly writes: readonly Write[];
  /** Every change of an object, whoever made it. Leases, which are renewed for good, are left out. */
  readonly history: readonly Happened[];
  /** What it said, a line each. */
  readonly said: readonly string[];
  /** Lets time pass until a promise settles. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** Opens one. Nothing has happened on it yet but that the controller leads. */
export async function openVirtualCluster(given: VirtualClusterGiven = {}): Promise<VirtualCluster> {
  const { seed = 1, words = [], answer = () => undefined, behaviourOf, tellsEvents = true } = given;
  const clock = new VirtualClock();
  const chance = new Random(seed);
  const random = (): number => chance.next();
  const embedded = await openBareCluster({ clock, random, tellsEvents, ...(behaviourOf && { behaviourOf }) });
  const { cluster } = embedded;
  const history = historyOf(embedded.api, clock);
  const api = recordedApi(embedded.api, clock);
  const said: string[] = [];
  const controller = await startEmbeddedController({
    api,
    clock,
    random,
    newUid: () => uidFrom(random),
    http: inProcessHttp((asked) => answer(asked, clock.now())),
    log: logInto(said, clock),
    words,
  });
  return {
    clock,
    api: embedded.api,
    cluster,
    controller,
    random,
    writes: api.writes,
    history,
    said,
    until: (promise) => clock.until(promise),
    async close() {
      await clock.until(controller.end());
      embedded.stop();
    },
  };
}

/** Everything that happens to objects of the kinds that are there now, Leases left out. */
function historyOf(api: Api, clock: VirtualClock): readonly Happened[] {
  const history: Happened[] = [];
  for (const { group, version, plural } of api.kinds().filter(({ plural }) => plural !== 'leases')) {
    const path = group === '' ? `/api/${version}/${plural}` : `/apis/${group}/${version}/${plural}`;
    const hear = (event: WatchEvent): void => {
      if (event.type !== 'BOOKMARK') history.push({ at: formatInstantExactly(clock.now()), ...event });
    };
    const answer = api.watch({ method: 'GET', path, query: { watch: 'true' } }, hear);
    if ('status' in answer) throw new Error(`${path} is not watched: ${JSON.stringify(answer.body)}`);
  }
  return history;
}

function logInto(said: string[], clock: VirtualClock): Log {
  const say =
    (level: string) =>
    (text: string, fields: JsonObject = {}): void => {
      said.push(`${formatInstantExactly(clock.now())} ${level} ${text} ${JSON.stringify(fields)}`);
    };
  return { debug() {}, info: say('info'), warn: say('warn'), error: say('error') };
}
