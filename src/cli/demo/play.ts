import { waitUntil } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { KINDS } from '../../kube/kinds.ts';
import { objectPath } from '../../kube/resource.ts';
import type { Named } from '../sight/named.ts';
import { isOver, otherThanTold } from './as-told.ts';
import { beginCourse, type Course, goOn } from './course.ts';
import { createObjects } from './create-objects.ts';
import { type Impact, impactOf, SHORTEST } from './load.ts';
import { narrate } from './narrate.ts';
import type { Seen } from './seen.ts';
import type { Stage } from './stage.ts';
import { ALLOWED_ERRORS } from './story/metrics.ts';
import { imageOf, NAMESPACE, SHOP } from './story/shop.ts';
import type { Act, Story } from './story/story.ts';
import type { Teller } from './teller.ts';
import { type Sights, watchRollout } from './watch-rollout.ts';

/** One release, played. */
export interface PlayedAct {
  readonly act: Act;
  readonly course: Course;
  readonly impact: Impact;
  /** What went otherwise than the story has it; empty: all as told. */
  readonly otherThanTold: readonly string[];
}

/** With whom a story is played. */
export interface Playing {
  readonly stage: Stage;
  readonly teller: Teller;
  /** Ends it early: what was played by then is the answer. */
  readonly signal: AbortSignal;
  /** A release that takes longer does not go as told. */
  readonly patience: Millis;
}

const ROLLOUT: Named = { resource: KINDS.rollouts, namespace: NAMESPACE, name: SHOP };
/** For the eye, and so that what is measured of a version is its own. */
const BETWEEN: Millis = millisOf(2_000);

/**
 * Plays a story: makes its objects, then releases one version after the other.
 *
 * @returns the acts that were played, up to the first that went otherwise than told
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 */
export async function play(story: Story, playing: Playing): Promise<readonly PlayedAct[]> {
  const { stage, teller, signal } = playing;
  teller.say(story.opening.join('\n'));
  await createObjects(stage.cluster, story.objects);
  const watching = new AbortController();
  const sights = watchRollout(ROLLOUT, stage, AbortSignal.any([signal, watching.signal]));
  try {
    let last = await firstHealthy(sights, playing);
    const played: PlayedAct[] = [];
    if (last === undefined) {
      if (!signal.aborted) teller.say(`${imageOf(story.first)} was not Healthy in time`);
      return played;
    }
    for (const act of story.acts) {
      await waitUntil(stage.clock, after(stage.clock.now(), BETWEEN), signal);
      if (signal.aborted) break;
      const one = await playAct(act, last, sights, playing);
      played.push(one);
      last = one.course.last;
      if (one.otherThanTold.length > 0) break;
    }
    return played;
  } finally {
    teller.rest();
    watching.abort();
    await sights.over;
  }
}

/** How it stands once it is Healthy; undefined when it does not come to that. */
async function firstHealthy(sights: Sights, { stage, teller, patience }: Playing): Promise<Seen | undefined> {
  for await (const seen of sights.until(after(stage.clock.now(), patience))) {
    teller.show(seen);
    if (seen.info.status === 'Healthy') return seen;
  }
  return undefined;
}

async function playAct(
  act: Act,
  before: Seen,
  sights: Sights,
  { stage, teller, patience }: Playing,
): Promise<PlayedAct> {
  const { clock } = stage;
  const startedAt = clock.now();
  teller.begin(act.title, act.text);
  teller.tell({ at: startedAt, tone: 'plain', text: `${imageOf(act.version)} is set as the image of Rollout ${SHOP}` });
  await setImage(act.version, stage);
  let course = beginCourse(act.version, { ...before, at: startedAt });
  const impact = (until: Instant): Impact => impactOf(act.version, stage.loads(startedAt, until), ALLOWED_ERRORS);
  const tellBreach = breachTeller(act, teller);
  for await (const seen of sights.until(after(startedAt, patience))) {
    for (const line of narrate(course.last, seen)) teller.tell(line);
    course = goOn(course, seen);
    tellBreach(seen.at, impact(after(seen.at, SHORTEST)));
    teller.show(seen);
    if (isOver(course)) break;
  }
  return { act, course, impact: impact(clock.now()), otherThanTold: otherThanTold(course, act.ending) };
}

async function setImage(version: string, { cluster }: Stage): Promise<void> {
  await cluster.request({
    method: 'PATCH',
    patch: 'json',
    path: objectPath(ROLLOUT.resource, ROLLOUT),
    body: [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: imageOf(version) }],
  });
}

/** Tells once that a version has begun to fail. */
function breachTeller({ version }: Act, teller: Teller): (now: Instant, impact: Impact) => void {
  let isTold = false;
  return (at, { breachAt }) => {
    if (isTold || breachAt === undefined) return;
    isTold = true;
    teller.tell({ at, tone: 'warn', text: `${version} begins to fail; the gate has to find out by itself` });
  };
}
