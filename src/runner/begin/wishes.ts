/** Arguments as given by whoever starts the run, by name. */
export interface GivenArguments {
  /** What each name is to be. */
  readonly values: ReadonlyMap<string, string>;
  /** Names that were given for this very run: one that no template knows is a mistake. In a file that many runs share it is not. */
  readonly forThisRun: ReadonlySet<string>;
}

/** What whoever starts a run adds to its documents. */
export interface Wishes {
  readonly args: GivenArguments;
  /** Names of the metrics to be measured; empty for all. */
  readonly metrics: readonly string[];
  /** Rules for names of metrics that decide nothing; `.*` for all. */
  readonly dryRun: readonly string[];
}
