import { isJsonObject, type JsonObject } from '../core/json.ts';
import { ROUTERS } from './registry.ts';
import type { Route } from './route.ts';
import type { Router } from './router.ts';

/** What stands beside the routers under `trafficRouting`. */
const SETTINGS: ReadonlySet<string> = new Set(['managedRoutes', 'maxTrafficWeight']);

/** The routers that a Rollout names and that are built, in the order in which they are asked. */
export function routersOf({ routing }: Pick<Route, 'routing'>): readonly Router[] {
  const named = namesIn(routing);
  return ROUTERS.filter(({ name }) => named.includes(name));
}

/** The routers that a Rollout names and that are not built, sorted; a plugin by its own name. Such a Rollout is held: nothing of it moves. */
export function missingRouters({ routing }: Pick<Route, 'routing'>): readonly string[] {
  const isBuilt = (name: string): boolean => ROUTERS.some((router) => router.name === name);
  return namesIn(routing)
    .filter((name) => !isBuilt(name))
    .flatMap((name) => (name === 'plugins' ? pluginsIn(routing) : [name]))
    .sort();
}

function namesIn(routing: JsonObject): readonly string[] {
  return Object.keys(routing).filter((name) => !SETTINGS.has(name) && routing[name] !== null);
}

function pluginsIn({ plugins }: JsonObject): readonly string[] {
  return isJsonObject(plugins) ? Object.keys(plugins) : ['plugins'];
}
