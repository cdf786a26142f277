import type { Clock } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Asked, askedOf } from './asked.ts';
import type { Api, ApiAnswer, ApiCall, Watching } from './call.ts';
import { carryOut, type Means } from './carry-out.ts';
import { Continuations } from './continuations.ts';
import { followDefinitions } from './definitions.ts';
import type { ApiKind } from './kind.ts';
import { placeOf } from './place.ts';
import { answerOf, noSuchPath, refusal } from './refusals.ts';
import { State } from './state.ts';
import { watch } from './watch.ts';
import type { Ownership } from './writer.ts';

/** What an embedded API server is made of. */
export interface ApiOptions {
  /** The built-in ones. */
  readonly kinds: readonly ApiKind[];
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers from 0 up to, but not including, 1: uids and generated names are made of them. */
  readonly random: () => number;
  /** The kinds that a CustomResourceDefinition brings. Absent: such objects bring none. */
  readonly kindsOf?: (definition: JsonObject) => readonly ApiKind[];
  /** The status that a CustomResourceDefinition gets by itself. Absent: none. */
  readonly definitionStatusOf?: (definition: JsonObject, now: number) => JsonObject;
  /** Absent: there are no managedFields, and no server-side apply. */
  readonly ownership?: Ownership;
  /** Number of changes of each resource that a watch can go back. Default 1,000. */
  readonly remembered?: number;
}

/** An API server whose kinds can be changed. */
export interface EmbeddedApi extends Api {
  /** Serves more built-in kinds, or others in place of those of the same group, version and plural. */
  addKinds(kinds: readonly ApiKind[]): void;
  /** Serves kinds no more, and forgets their objects. */
  removeKinds(kinds: readonly ApiKind[]): void;
}

const REMEMBERED = 1_000;

/** Starts an API server in memory. Nothing runs by itself: it lives in the calls alone. */
export function startApi(options: ApiOptions): EmbeddedApi {
  const { clock, random, ownership, remembered = REMEMBERED } = options;
  const state = new State(clock, remembered);
  const means: Means = {
    state,
    random,
    continuations: new Continuations(),
    ...(ownership !== undefined && { ownership }),
  };
  const follow = followDefinitions(state, options);
  const addKinds = (kinds: readonly ApiKind[]): void => {
    state.resources.add(kinds, false);
    follow();
  };
  addKinds(options.kinds);
  return {
    addKinds,
    removeKinds: (kinds) => {
      for (const { group, plural } of kinds) state.resources.remove(group, plural);
    },
    kinds: () => [...state.resources.all()].flatMap(({ kinds }) => [...kinds.values()]),
    answer: (call) =>
      answered(
        () => read(state, clock, call),
        (asked) => carryOut(means, asked),
      ),
    watch: (call, hear) =>
      answered<Watching>(
        () => read(state, clock, call),
        (asked) => watch(state, asked, hear),
      ),
  };
}

/** @throws Fault with a 404 for a path that names nothing that is served */
function read(state: State, clock: Pick<Clock, 'now'>, call: ApiCall): Asked {
  const place = placeOf(call.path);
  const served = place && state.resources.find(place);
  if (place === undefined || served === undefined) throw noSuchPath();
  return askedOf(call, place, served, clock.now());
}

/** What came of a call. A refusal comes with the warnings that there were until then. */
function answered<T>(understand: () => Asked, act: (asked: Asked) => T): T | ApiAnswer {
  let asked: Asked | undefined;
  try {
    asked = understand();
    return act(asked);
  } catch (error) {
    const { warnings = [] } = asked ?? {};
    return { ...refused(error), ...(warnings.length > 0 && { warnings }) };
  }
}

function refused(error: unknown): ApiAnswer {
  const answer = answerOf(error);
  if (answer !== undefined) return answer;
  const message = `Internal error occurred: ${textOf(error)}`;
  const details = { causes: [{ message: textOf(error) }] };
  const internal = refusal({ code: 500, reason: 'InternalError', message, details });
  return answerOf(internal) ?? { status: 500, body: {} };
}
