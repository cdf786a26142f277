/** Bounds of histograms, in seconds unless said otherwise. */
export const BUCKETS = {
  /** Answers of backends and of this service. */
  answer: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
  lateness: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
  store: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  /** From a second to a week. */
  run: [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 604_800],
  /** Runs, not seconds. */
  batch: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500],
};
