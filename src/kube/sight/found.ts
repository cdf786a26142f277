import type { JsonObject } from '../../core/json.ts';
import type { Followed } from '../watch/follow.ts';

/** Which objects somebody wants to see, by the words that they have for them. */
export type Wanted<Word extends string> = ReadonlyMap<Word, Followed>;

/** The objects under a word; none for one that nobody wanted. */
export type Found<Word extends string> = (word: Word) => readonly JsonObject[];
