import type { World } from '../world.ts';
import type { StartedService } from './start-service.ts';

/** Tells a person where the service is and how it stands open. */
export function sayWelcome(
  { url, place, authentication, hasDashboard }: StartedService,
  { stdout, version }: World,
): void {
  const lines = [
    `Verdict ${version} serves on ${url}`,
    `  dashboard       ${hasDashboard ? `${url}/` : 'not built yet: npm run dashboard'}`,
    `  API             ${url}/api/docs`,
    `  store           ${place}`,
    `  authentication  ${authentication}`,
  ];
  stdout.write(`${lines.join('\n')}\n`);
}
