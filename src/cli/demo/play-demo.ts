import type { OpenStage } from './open-stage.ts';
import { type PlayedAct, type Playing, play } from './play.ts';
import { BLUE_GREEN_ENTRIES, blueGreenStory } from './story/blue-green-story.ts';
import { CANARY_ENTRIES, canaryStory } from './story/canary-story.ts';
import type { Entries, Story } from './story/story.ts';
import { summaryText } from './summary-text.ts';

/** What a strategy is shown with. */
export interface Show {
  readonly entries: Entries;
  /** What there is to see beside it. */
  readonly other: string;
  /** @param prometheus  where Prometheus answers */
  story(prometheus: string): Story;
}

export type ShownStrategy = 'canary' | 'blueGreen';

export const SHOWS: Readonly<Record<ShownStrategy, Show>> = {
  canary: { entries: CANARY_ENTRIES, other: '--blue-green shows the other strategy', story: canaryStory },
  blueGreen: {
    entries: BLUE_GREEN_ENTRIES,
    other: 'without --blue-green a canary is shown',
    story: blueGreenStory,
  },
};

export interface DemoPlaying extends Playing {
  readonly stage: OpenStage;
  /** Whether the cluster runs on afterwards. Default false. */
  readonly isKept?: boolean;
}

/**
 * Plays all of a show on its stage, and sums up.
 *
 * @returns whether everything went as told; false, too, when it was ended early
 */
export async function playDemo(show: Show, playing: DemoPlaying): Promise<boolean> {
  const { stage, teller, signal, isKept = false } = playing;
  const story = show.story(stage.prometheus);
  const played = await play(story, playing);
  if (signal.aborted) return false;
  const isAsTold = played.length === story.acts.length && played.every(isAct);
  if (played.length > 0) teller.say(`\n${summaryText(played).join('\n')}`);
  teller.say(isAsTold ? asTold(show, isKept) : NOT_AS_TOLD);
  return isAsTold;
}

function isAct({ otherThanTold }: PlayedAct): boolean {
  return otherThanTold.length === 0;
}

/** Whoever may look around already is told how by others. */
function asTold({ other }: Show, isKept: boolean): string {
  const next = isKept ? '' : ` Next: ${other}, --keep lets you look around with kubectl.`;
  return `\nEverything went as told.${next}`;
}

const NOT_AS_TOLD =
  '\nNot everything went as told. A machine that is very busy may be why: then --speed 0.5 helps. Otherwise please report it.';
