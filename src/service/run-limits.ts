/** How much a run is. */
export interface RunSize {
  readonly metrics: number;
  /** Characters of all conditions and transformations. */
  readonly conditions: number;
  /** Characters of all metrics. */
  readonly characters: number;
  /** Measurements that are kept in the status at once, of all metrics. */
  readonly kept: number;
  /** Characters of conditions there, when every look is an error that quotes them. */
  readonly quoted: number;
  /** Parts of the rules of dry runs and retention, times characters of the names that they are compared with. */
  readonly compared: number;
}

/** More than anybody writes by hand, and less than holds up the runs of others for longer than a moment. With arguments filled in. */
export const RUN_LIMITS: Readonly<Record<keyof RunSize, { readonly most: number; readonly unit: string }>> = {
  metrics: { most: 200, unit: 'metrics' },
  conditions: { most: 16 * 1024, unit: 'characters in its conditions' },
  characters: { most: 256 * 1024, unit: 'characters in its metrics' },
  kept: { most: 2_000, unit: 'measurements in its status at once' },
  quoted: { most: 1_000_000, unit: 'characters of conditions in its status when all looks are errors' },
  compared: { most: 4_000_000, unit: 'parts of rules for dry runs and retention, times the characters of its names' },
};

/** Characters of one template, in JSON or YAML; and of all that a run is made of. */
export const TEMPLATE_CHARACTERS = 64 * 1024;
export const TEMPLATES_CHARACTERS = 256 * 1024;

/** Parts that the regular expressions of a template may have in all, as `regexpWeight` counts them: some hundredths of a second to compile. */
export const REGEXP_PARTS = 5_000;

/** Characters of all values in the status of a run, and of one value at most and at least. */
const VALUES_CHARACTERS = { all: 1_000_000, most: 64 * 1024, least: 500 };

/** Characters of a value that is kept, where so many measurements are. */
export function valueCharacters(kept: number): number {
  const { all, most, least } = VALUES_CHARACTERS;
  return Math.max(least, Math.min(most, Math.floor(all / Math.max(1, kept))));
}
