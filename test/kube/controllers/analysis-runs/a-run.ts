import { after, type Millis } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { analysisControllerAt, runsIn } from '../../../support/analysis-controller-at.ts';
import { MemoryApi } from '../../../support/memory-api.ts';
import { type Scripted, scripted } from '../../../support/scripted-provider.ts';

/** A metric of the scripted provider that wants a 1. */
export function metric(name: string, more: JsonObject = {}): JsonObject {
  return { name, successCondition: 'result == 1', provider: { plugin: { scripted: {} } }, ...more };
}

export interface GivenWorld {
  /** By metric; a 1 where nothing is said. */
  readonly answers?: Readonly<Record<string, readonly Scripted[]>>;
  readonly mayWrite?: () => boolean;
}

/** A controller on an API in memory, with a clock that stands still. */
export async function world({ answers = {}, mayWrite }: GivenWorld = {}) {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const { provider, asked } = scripted(answers, clock);
  const start = () =>
    analysisControllerAt({
      cluster: api,
      clock,
      providers: new Map([[provider.kind, provider]]),
      ...(mayWrite && { mayWrite }),
    });
  const controller = await start();
  const runs = runsIn(api);
  return {
    api,
    clock,
    asked,
    controller,
    runs,
    /** Another process, or the same one after a restart. */
    startAnother: start,
    /** Creates a run that the controller has seen then. */
    begin: async (run: JsonObject): Promise<void> => {
      await runs.create(run);
      await settle(clock);
    },
    pass: (length: Millis) => pass(clock, length),
    /** The writes of runs' statuses so far that reached the API, refused or not. */
    patches: (): readonly JsonObject[] =>
      api.requests.flatMap((request) =>
        request.method === 'PATCH' && request.path.includes('/analysisruns/') && isStatus(request.body)
          ? [request.body as JsonObject]
          : [],
      ),
  };
}

function isStatus(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body;
}

/** Lets everything happen that needs no time: each turn may bring on the next. */
export async function settle(clock: VirtualClock): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await clock.settle();
}

/** Lets time pass, and everything happen on the way. */
async function pass(clock: VirtualClock, length: Millis): Promise<void> {
  const end = after(clock.now(), length);
  await clock.run(end);
  await settle(clock);
}
