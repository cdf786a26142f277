import { formatInstant, type Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { StoredToken } from '../../service/store/rows.ts';
import { EXIT } from '../exit-code.ts';
import { printJson } from '../report/print-json.ts';
import { printable } from '../terminal/printable.ts';
import { tabColumns } from '../tree/tab-columns.ts';
import type { World } from '../world.ts';
import type { ListTokensOptions } from './token-options.ts';
import { stateOf } from './token-state.ts';
import { withTokens } from './with-tokens.ts';

const TITLES = ['NAME', 'NAMESPACE', 'ROLE', 'STATE', 'CREATED', 'EXPIRES', 'ID'];

/**
 * `verdict token list`: every token there is or was, the oldest first, without its text, which nobody knows.
 *
 * @returns the exit code
 * @throws Fault USAGE_INVALID, STORE_UNFIT, STORE_UNAVAILABLE
 */
export async function listTokens(options: ListTokensOptions, world: World): Promise<number> {
  const now = world.clock.now();
  const { tokens, place } = await withTokens(options, world, async ({ access, place }) => ({
    tokens: await access.listTokens(),
    place,
  }));
  if (options.output === 'json') {
    world.stdout.write(
      printJson(
        tokens.map((token) => jsonOf(token, now)),
        2,
      ),
    );
  } else if (tokens.length === 0) {
    world.stderr.write(`There are no tokens (store: ${place}); \`verdict token create\` makes one.\n`);
  } else {
    world.stdout.write(tabColumns([TITLES, ...tokens.map((token) => rowOf(token, now))]));
  }
  return EXIT.pass;
}

function rowOf(token: StoredToken, now: Instant): readonly string[] {
  const { id, name, namespace, role, createdAt, expiresAt } = token;
  const expires = expiresAt === undefined ? 'never' : formatInstant(expiresAt);
  return [printable(name), namespace, role, stateOf(token, now), formatInstant(createdAt), expires, id];
}

function jsonOf(token: StoredToken, now: Instant): JsonObject {
  const { id, name, namespace, role, createdAt, expiresAt, revokedAt } = token;
  return {
    id,
    name,
    namespace,
    role,
    state: stateOf(token, now),
    createdAt: formatInstant(createdAt),
    ...(expiresAt !== undefined && { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt !== undefined && { revokedAt: formatInstant(revokedAt) }),
  };
}
