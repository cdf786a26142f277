import { Fault } from '../../../core/fault.ts';

const HERE = 'http://here.invalid';

/**
 * Where a browser goes after signing in: a path of ours with its query.
 *
 * @param text  as the caller gave it; nothing is `/`
 * @throws Fault REQUEST_INVALID for what would lead somewhere else
 */
export function returnPath(text: string | undefined): string {
  if (text === undefined || text === '') return '/';
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) && URL.canParse(text, HERE);
  if (isPath && new URL(text, HERE).origin === HERE) return text;
  throw new Fault('REQUEST_INVALID', '"returnTo" must be a path of this service, such as /runs?label=team');
}
