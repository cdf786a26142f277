import type { Words } from '../../runner/begin/words.ts';

/** What a run is wished for with in a request. */
export const REQUEST_WORDS: Words = {
  argument: (name) => `args.${name}`,
  noArgument: (name) => `args.${name} is not given`,
  metric: (name) => `metric ${name}`,
  timeout: '"timeout", such as "30m"',
  whyNoCluster: 'as the service was started without one',
  howToHave: (kind) =>
    kind === 'job'
      ? 'Jobs have to be granted to the namespace: its entry below "grants" in the configuration of the service needs "jobs: true"'
      : undefined,
};
