import type { JsonObject } from '../../../../core/json.ts';

/**
 * What the embedded cluster says it is, at `/version`: the release of Kubernetes that it is compared with in tests. kubectl warns
 * when its own is more than one minor release away.
 */
export const SERVER_VERSION: JsonObject = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.4+verdict',
  gitCommit: '',
  gitTreeState: '',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: '',
};
