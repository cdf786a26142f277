import { after, type Instant } from '../../core/instant.ts';
import type { SharingLimits } from './sharing-limits.ts';

/** Where a question stands that several looks may have: who is about to ask it, and when it was asked last. */
export class Question {
  /** The moment that it asks about; looks soon after ask about the same moment, so that their requests are equal to the byte. */
  #moment: Instant | undefined;
  /** When that was, on a clock that never jumps. */
  #askedAt: Instant | undefined;
  #leader: Promise<void> | undefined;
  #underWay = 0;
  #isAlone = false;

  /** Resolves once whoever is about to ask has asked, or has given up; undefined when nobody is. */
  get leader(): Promise<void> | undefined {
    return this.#isAlone ? undefined : this.#leader;
  }

  /**
   * Whether an answer may be there, or under way, that a look can share.
   *
   * @param now on a clock that never jumps
   */
  mayBeShared({ answered, underWay }: SharingLimits, now: Instant): boolean {
    if (this.#askedAt === undefined || this.#isAlone) return false;
    return now <= after(this.#askedAt, this.#underWay > 0 ? underWay : answered);
  }

  /** The moment to ask about: that of the others, or `now` and then theirs is this one. */
  momentAt(now: Instant, steadyNow: Instant, limits: SharingLimits): Instant {
    if (this.#moment !== undefined && this.mayBeShared(limits, steadyNow)) return this.#moment;
    this.#moment = now;
    this.#askedAt = steadyNow;
    return now;
  }

  /** One is about to ask. @returns to be called once it has asked, and once more when it is done; both may come together */
  begin(): { asked(): void; done(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const isLeader = this.#leader === undefined;
    if (isLeader) this.#leader = promise;
    let isUnderWay = false;
    const asked = (): void => {
      if (isUnderWay) return;
      isUnderWay = true;
      this.#underWay += 1;
      if (isLeader) this.#leader = undefined;
      resolve();
    };
    return {
      asked,
      done: () => {
        asked();
        this.#underWay -= 1;
      },
    };
  }

  /** Its requests cannot be shared: nobody need wait for them. */
  goAlone(): void {
    this.#isAlone = true;
  }
}
