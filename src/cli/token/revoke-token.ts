import { Fault } from '../../core/fault.ts';
import type { Instant } from '../../core/instant.ts';
import { didYouMean } from '../../resources/nearest.ts';
import { isLikeToken } from '../../service/access/tokens/token-text.ts';
import type { StoredToken } from '../../service/store/rows.ts';
import { EXIT } from '../exit-code.ts';
import type { World } from '../world.ts';
import { auditOf, whoIsHere } from './audit-of.ts';
import type { TokenOptions } from './token-options.ts';
import { stateOf } from './token-state.ts';
import { withTokens } from './with-tokens.ts';

/**
 * `verdict token revoke`: takes back a token, by its id or its name. One that is revoked already stays so.
 *
 * @returns the exit code
 * @throws Fault USAGE_INVALID for what is no token or several; STORE_UNFIT, STORE_UNAVAILABLE
 */
export async function revokeToken(which: string, options: TokenOptions, world: World): Promise<number> {
  const now = world.clock.now();
  const token = await withTokens(options, world, async ({ access, place }) => {
    const found = meantBy(which, await access.listTokens(), now, place);
    await access.revokeToken(found.id, now);
    return found;
  });
  const { name, id, namespace, revokedAt } = token;
  const text =
    revokedAt === undefined ? 'is revoked: within three seconds it counts for nothing' : 'was revoked before';
  world.stdout.write(`Token "${name}" (${id}) ${text}.\n`);
  const audited = { who: whoIsHere(world), namespace, object: `${name} (${id})` };
  if (revokedAt === undefined) auditOf(world)({ ...audited, action: 'token.revoke', outcome: 'done' });
  return EXIT.pass;
}

/** The token of that id, or the one of that name: of several the one that still counts. */
function meantBy(which: string, tokens: readonly StoredToken[], now: Instant, place: string): StoredToken {
  const named = tokens.filter(({ name }) => name === which);
  const active = named.filter((token) => stateOf(token, now) === 'active');
  const [found, ...more] = tokens.filter(({ id }) => id === which).concat(active.length > 0 ? active : named.slice(-1));
  if (found !== undefined && more.length === 0) return found;
  if (found !== undefined) {
    const ids = [found, ...more].map(({ id }) => id).join(', ');
    throw new Fault('USAGE_INVALID', `several tokens are called "${which}"; name one of them by its id: ${ids}`);
  }
  const names = tokens.map(({ name }) => name);
  // A token itself must not be repeated.
  const what = isLikeToken(which)
    ? 'no token goes by that text; a token is revoked by its id or its name'
    : `there is no token ${JSON.stringify(which)}${didYouMean(which, names)}`;
  throw new Fault('USAGE_INVALID', `${what} (store: ${place})`);
}
