import { randomBytes } from 'node:crypto';
import { Fault } from '../../core/fault.ts';
import { after, formatInstant, type Instant } from '../../core/instant.ts';
import { longDurationMs } from '../../core/long-duration.ts';
import { digestOf } from '../../service/access/digest.ts';
import { newToken } from '../../service/access/tokens/token-text.ts';
import { lengthTrouble, namespaceTrouble } from '../../service/config/words.ts';
import type { StoredToken } from '../../service/store/rows.ts';
import { EXIT } from '../exit-code.ts';
import type { World } from '../world.ts';
import { auditOf, whoIsHere } from './audit-of.ts';
import type { CreateTokenOptions } from './token-options.ts';
import { scopeText, stateOf } from './token-state.ts';
import { withTokens } from './with-tokens.ts';

const LONGEST_MS = 100 * 365.25 * 24 * 60 * 60 * 1000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@/-]{0,99}$/;

/** What was asked for; the name may have come in two places. */
export type CreateTokenGiven = CreateTokenOptions & { readonly names: readonly (string | undefined)[] };

/**
 * `verdict token create`: makes a token and prints it, alone, on standard output.
 *
 * @returns the exit code
 * @throws Fault USAGE_INVALID, STORE_UNFIT, STORE_UNAVAILABLE
 */
export async function createToken(given: CreateTokenGiven, world: World): Promise<number> {
  const text = newToken(randomBytes);
  const token: StoredToken = { ...tokenOf(given, world), hash: digestOf(text.open()) };
  const place = await withTokens(given, world, async ({ access, place }) => {
    demandFreeName(token.name, await access.listTokens(), token.createdAt);
    await access.createToken(token);
    return place;
  });
  const { name, id, role, namespace, expiresAt } = token;
  world.stdout.write(`${text.open()}\n`);
  const until = expiresAt === undefined ? 'does not expire' : `expires at ${formatInstant(expiresAt)}`;
  world.stderr.write(
    `Token "${name}" (${id}): ${role} in ${scopeText(namespace)}; it ${until}. It is shown this once; the store (${place}) keeps its hash.\n`,
  );
  const audited = { who: whoIsHere(world), namespace, object: `${name} (${id})` };
  auditOf(world)({ ...audited, action: 'token.create', outcome: 'done' });
  return EXIT.pass;
}

function tokenOf({ names, namespace, role, expires }: CreateTokenGiven, world: World): Omit<StoredToken, 'hash'> {
  const trouble = namespaceTrouble(namespace);
  if (trouble !== undefined) throw usage(`--namespace ${JSON.stringify(namespace)}: expected ${trouble}`);
  const now = world.clock.now();
  return {
    id: world.newUid(),
    name: nameOf(names),
    namespace,
    role,
    createdAt: now,
    ...(expires !== undefined && { expiresAt: endOf(expires, now) }),
  };
}

function nameOf(names: readonly (string | undefined)[]): string {
  const [name, ...more] = new Set(names.filter((one) => one !== undefined));
  if (name === undefined) throw usage('the token needs a name: verdict token create NAME --namespace … --role …');
  if (more.length > 0)
    throw usage(
      `the token can have one name only, found ${JSON.stringify(name)} and --name ${JSON.stringify(more[0])}`,
    );
  if (NAME.test(name)) return name;
  throw usage(`the name ${JSON.stringify(name)} is not one: expected letters, digits and . _ @ / - , up to 100`);
}

function endOf(expires: string, now: Instant): Instant {
  const trouble = lengthTrouble(expires);
  if (trouble !== undefined) throw usage(`--expires ${JSON.stringify(expires)}: expected ${trouble}`);
  const length = longDurationMs(expires);
  if (length <= LONGEST_MS) return after(now, length);
  throw usage(
    `--expires ${JSON.stringify(expires)}: expected at most 100 years; leave it out for a token that does not expire`,
  );
}

/** Two tokens of one name could not be told apart in the audit. */
function demandFreeName(name: string, tokens: readonly StoredToken[], now: Instant): void {
  const taken = tokens.find((token) => token.name === name && stateOf(token, now) === 'active');
  if (taken === undefined) return;
  throw usage(
    `there is a token called "${name}" already (${taken.id}); choose another name, or revoke it: verdict token revoke ${taken.id}`,
  );
}

function usage(text: string): Fault {
  return new Fault('USAGE_INVALID', text);
}
