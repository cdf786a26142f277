import { errorIf, type FieldError, invalid } from '../../field-error.ts';

/** The files of a projected volume that were named so far: two sources may not write the same one. */
export class TakenPaths {
  /** The field of the volume, where errors say they are. */
  readonly volumePath: string;
  readonly #taken = new Set<string>();

  constructor(volumePath: string) {
    this.volumePath = volumePath;
  }

  /** An error where the file was named before. `shown` is the value it names. */
  take(file: string, shown = file): readonly FieldError[] {
    const wasTaken = this.#taken.has(file);
    this.#taken.add(file);
    return errorIf(wasTaken, invalid(this.volumePath, shown, 'conflicting duplicate paths'));
  }
}
