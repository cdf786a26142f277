/** How a scenario went. */
export interface Course {
  readonly trace: readonly string[];
  /** How things stood each time the world was at rest. */
  readonly rests: readonly string[];
}

/** Something that must never be. */
export class Broken extends Error {
  readonly trace: readonly string[];

  constructor(message: string, trace: readonly string[]) {
    super(message);
    this.trace = trace;
  }
}
