import { type EmbeddedController, startEmbeddedController } from '../../src/cli/embedded/embedded-controller.ts';
import { inProcessCluster } from '../../src/cli/embedded/in-process-cluster.ts';
import { type HttpAsked, type HttpReply, inProcessHttp } from '../../src/cli/embedded/in-process-http.ts';
import { formatInstantExactly, type Instant } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import type { Log } from '../../src/kube/controllers/log.ts';
import { crdOf } from '../../src/kube/crd/crd-of.ts';
import { CUSTOM_RESOURCES } from '../../src/resources/schema/custom-resources.ts';
import type { Api, WatchEvent } from '../../src/simulator/api/call.ts';
import { uidFrom } from '../../src/simulator/api/chance.ts';
import type { BehaviourOf } from '../../src/simulator/controllers/pods/behaviour.ts';
import { startCluster } from '../../src/simulator/start-cluster.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { Random } from '../rollout/model/random.ts';
import { recordedApi, type Write } from './recorded-api.ts';

export interface VirtualClusterGiven {
  /** Of all chance: uids, names, how pauses are scattered. Default 1. */
  readonly seed?: number;
  /** Options of `verdict controller`. */
  readonly words?: readonly string[];
  /** Answers the providers. Default: nobody does. */
  readonly answer?: (asked: HttpAsked, now: Instant) => HttpReply | undefined;
  readonly behaviourOf?: BehaviourOf;
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
  /** Every change of an object, whoever made it: moment, what happened, the object. Leases, which are renewed for good, are left out. */
  readonly history: readonly string[];
  /** What it said, a line each. */
  readonly said: readonly string[];
  /** Lets time pass until a promise settles. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** Opens one. Nothing has happened on it yet but that the controller leads. */
export async function openVirtualCluster(given: VirtualClusterGiven = {}): Promise<VirtualCluster> {
  const { seed = 1, words = [], answer = () => undefined, behaviourOf } = given;
  const clock = new VirtualClock();
  const chance = new Random(seed);
  const random = (): number => chance.next();
  const embedded = startCluster({ clock, random, ...(behaviourOf && { behaviourOf }) });
  const cluster = inProcessCluster({ api: embedded.api, clock, userAgent: 'user' });
  for (const one of CUSTOM_RESOURCES) await cluster.request({ method: 'POST', path: CRDS, body: crdOf(one) });
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

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Everything that happens to objects of the kinds that are there now, Leases left out. */
function historyOf(api: Api, clock: VirtualClock): readonly string[] {
  const history: string[] = [];
  for (const { group, version, plural } of api.kinds().filter(({ plural }) => plural !== 'leases')) {
    const path = group === '' ? `/api/${version}/${plural}` : `/apis/${group}/${version}/${plural}`;
    const hear = ({ type, object }: WatchEvent): void => {
      if (type !== 'BOOKMARK') history.push(`${formatInstantExactly(clock.now())} ${type} ${JSON.stringify(object)}`);
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
