import type { Words } from '../../runner/begin/words.ts';

/** What a run is wished for with on the command line. */
export const OPTION_WORDS: Words = {
  argument: (name) => `--arg ${name}=…`,
  noArgument: (name) => `neither --arg ${name}=… nor --args-file gives one`,
  metric: (name) => `--metric ${name}`,
  timeout: '--timeout DURATION',
  whyNoCluster: 'as neither --context nor --kubeconfig is given',
};
