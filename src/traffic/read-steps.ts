import type { Json } from '../core/json.ts';
import { Fields } from '../rollout/reading/fields.ts';
import type { HeaderRoute, MirrorRoute, TextMatch } from './router.ts';

/** Reads a step's `setHeaderRoute`. A match that is missing or empty asks for the route to go. */
export function readHeaderRoute(json: Json): HeaderRoute {
  const step = new Fields(json);
  return {
    name: step.text('name'),
    match: step.list('match').map((item) => {
      const match = new Fields(item);
      return { headerName: match.text('headerName'), headerValue: readTextMatch(match.below('headerValue')) };
    }),
  };
}

/** Reads a step's `setMirrorRoute`. A match that is missing or empty asks for the route to go. */
export function readMirrorRoute(json: Json): MirrorRoute {
  const step = new Fields(json);
  const percentage = step.whole('percentage');
  return {
    name: step.text('name'),
    ...(percentage !== undefined && { percentage }),
    match: step.list('match').map((item) => {
      const match = new Fields(item);
      const headers = Object.entries(match.object('headers') ?? {});
      return {
        ...(match.object('method') && { method: readTextMatch(match.below('method')) }),
        ...(match.object('path') && { path: readTextMatch(match.below('path')) }),
        ...(headers.length > 0 && {
          headers: Object.fromEntries(headers.map(([name, value]) => [name, readTextMatch(new Fields(value))])),
        }),
      };
    }),
  };
}

function readTextMatch(match: Fields): TextMatch {
  const { exact, prefix, regex } = {
    exact: match.text('exact'),
    prefix: match.text('prefix'),
    regex: match.text('regex'),
  };
  return { ...(exact && { exact }), ...(prefix && { prefix }), ...(regex && { regex }) };
}
