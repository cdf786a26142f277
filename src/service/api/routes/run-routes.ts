import type { Api, ApiParts } from '../api-parts.ts';
import { parseJson } from '../check/parse-bodies.ts';
import { runActingRoutes } from './run-acting-routes.ts';
import { runReadingRoutes } from './run-reading-routes.ts';
import { startRoute } from './start-route.ts';

/** Calls for runs. */
export function runRoutes(api: Api, parts: ApiParts): void {
  parseJson(api);
  startRoute(api, parts);
  runReadingRoutes(api, parts);
  runActingRoutes(api, parts);
}
