import type { Clock } from '../../core/clock.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import type { Http } from '../../providers/http/http.ts';
import type { Metric } from '../../resources/analysis-spec.ts';
import { connectionOf, questionKey } from './connection-of.ts';
import { Expiring } from './expiring.ts';
import { type ConnectionLimits, PacedTurns } from './paced-turns.ts';
import { Question } from './question.ts';
import { SharedAnswers } from './shared-answers.ts';
import { longestShared } from './sharing-limits.ts';

export interface SharedQuestionsOptions {
  /** The time of day. */
  readonly clock: Pick<Clock, 'now'>;
  /** One that never jumps. */
  readonly steady: Clock;
  /** How old an answer may be to be shared; a tenth of a metric's interval is the most for it. */
  readonly skew: Millis;
  readonly perConnection: ConnectionLimits;
  /** Looks under way at once. Default 1000. */
  readonly overall?: number;
  /** Counts what became of a request that could be shared. */
  readonly count?: (how: 'asked' | 'shared') => void;
}

/** A look as it is known here. */
export interface LookOf {
  readonly metric: Metric;
  /** The provider's settings, arguments and Secrets filled in. */
  readonly config: Json;
  readonly namespace: string;
}

const OVERALL = 1_000;

/**
 * One question to a backend is asked once, for all runs of a process. What is shared is the answer to a request that is equal to the byte, credentials
 * included; each run judges it by its own conditions, in its own time. Connections are asked so much at once and at such a pace, and one
 * that answers 429 with `Retry-After` is left alone by all.
 */
export class SharedQuestions {
  readonly turns: PacedTurns;
  readonly #options: SharedQuestionsOptions;
  readonly #answers: SharedAnswers;
  readonly #questions: Expiring<Question>;

  constructor(options: SharedQuestionsOptions) {
    const { clock, steady, skew, perConnection, overall = OVERALL, count } = options;
    this.#options = options;
    this.turns = new PacedTurns(perConnection, overall, steady);
    const keepFor = longestShared(skew);
    this.#answers = new SharedAnswers({ clock, steady, keepFor, ...(count && { count }) });
    this.#questions = new Expiring(steady, keepFor);
  }

  get skew(): Millis {
    return this.#options.skew;
  }

  now(): Instant {
    return this.#options.steady.now();
  }

  /** The way out through which answers are shared. To be put where nothing of a single run is known or kept. */
  through(http: Http): Http {
    return this.#answers.through(http);
  }

  connectionOf({ metric, config, namespace }: LookOf): string {
    return connectionOf(metric, config, namespace);
  }

  questionOf({ metric, config, namespace }: LookOf): Question {
    const key = questionKey(metric, config, namespace);
    const question = this.#questions.get(key) ?? new Question();
    this.#questions.put(key, question);
    return question;
  }
}
