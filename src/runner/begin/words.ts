/** How whoever starts a run writes what it wishes: refusals name it in these words. */
export interface Words {
  /** An argument that was given: `--arg service=…`. */
  argument(name: string): string;
  /** That an argument was not given, as the end of a sentence: `neither --arg service=… nor --args-file gives one`. */
  noArgument(name: string): string;
  /** A metric that was chosen: `--metric latency`. */
  metric(name: string): string;
  /** What gives a run an end: `--timeout DURATION`. */
  readonly timeout: string;
  /** Why no cluster was asked for a Secret: `as neither --context nor --kubeconfig is given`. */
  readonly whyNoCluster: string;
  /** How to have a provider that is not there, as a sentence; undefined or absent where nobody can. */
  readonly howToHave?: (provider: string) => string | undefined;
}
