import { onTestFinished } from 'vitest';
import { type ServedApi, type ServeOptions, serveApi } from '../../../../src/cli/embedded/front/serve-api.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import type { Api } from '../../../../src/simulator/api/call.ts';
import { clientOf, type FrontClient } from './client.ts';

/** Serves an API on a free port until the test is over, with a client for it. */
export async function served(
  api: Api,
  options: Partial<ServeOptions> = {},
): Promise<ServedApi & { readonly client: FrontClient }> {
  const front = await serveApi(api, { port: 0, clock: systemClock, ...options });
  const client = clientOf(front);
  onTestFinished(async () => {
    await client.close();
    await front.stop();
  });
  return { ...front, client };
}
