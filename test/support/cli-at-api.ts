import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { type CliGiven, type CliResult, cli } from './cli-world.ts';
import { type ApiFault, type HttpApi, startApi } from './http-api.ts';
import { writeKubeconfig } from './kubeconfig-file.ts';

/** The command line with a kubeconfig for an API server of the test's own; the context's namespace is `shop`. */
export interface CliAtApi {
  readonly api: HttpApi;
  readonly run: (words: readonly string[], given?: CliGiven) => Promise<CliResult>;
}

export async function cliAtApi(objects: readonly JsonObject[], faults: readonly ApiFault[] = []): Promise<CliAtApi> {
  const api = await startApi(objects, faults);
  onTestFinished(() => api.stop());
  const env = { KUBECONFIG: writeKubeconfig(api.url) };
  return { api, run: (words, given = {}) => cli(words, { ...given, env }) };
}
