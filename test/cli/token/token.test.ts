import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import { digestOf } from '../../../src/service/access/digest.ts';
import { isWholeToken } from '../../../src/service/access/tokens/token-text.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { type CliResult, cli } from '../../support/cli-world.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let clock: VirtualClock;
let made: number;

beforeEach(() => {
  folder = temporaryFolder();
  clock = new VirtualClock();
  made = 0;
});
afterEach(() => folder.remove());

const data = (): string => folder.at('store');

function token(...words: readonly string[]): Promise<CliResult> {
  made += 1;
  const uid = `00000000-0000-4000-8000-00000000000${made}`;
  return cli(['token', ...words, '--data', data()], { clock, uid, env: { USER: 'alice' } });
}

const create = (name: string, ...more: readonly string[]) =>
  token('create', name, '--namespace', 'shop', '--role', 'runner', ...more);

const auditOf = ({ stderr }: CliResult) => JSON.parse(stderr.trim().split('\n').at(-1) ?? '');

describe('verdict token create', () => {
  it('prints the token alone on standard output, and all else beside it', async () => {
    const result = await create('ci', '--expires', '90d');
    const text = result.stdout.trim();
    expect([result.code, result.stdout, isWholeToken(text)]).toEqual([0, `${text}\n`, true]);
    expect(result.stderr.split('\n')[0]).toBe(
      `Token "ci" (00000000-0000-4000-8000-000000000001): runner in namespace shop; it expires at 2026-05-30T10:00:00Z. ` +
        `It is shown this once; the store (SQLite in ${data()}) keeps its hash.`,
    );
    expect(result.stderr).not.toContain(text);
  });

  it('has a line in the audit', async () => {
    expect(auditOf(await create('ci'))).toEqual({
      level: 'info',
      time: '2026-03-01T10:00:00.000Z',
      audit: true,
      who: 'command line of alice',
      action: 'token.create',
      namespace: 'shop',
      object: 'ci (00000000-0000-4000-8000-000000000001)',
      outcome: 'done',
      msg: 'audit',
    });
  });

  it('makes the store where there is none, and keeps the hash alone in it', async () => {
    expect(existsSync(data())).toBe(false);
    const { stdout } = await create('ci');
    const files = readdirSync(data()).map((name) => readFileSync(join(data(), name), 'latin1'));
    expect(files.some((text) => text.includes(digestOf(stdout.trim())))).toBe(true);
    expect(files.some((text) => text.includes(stdout.trim().slice(8)))).toBe(false);
  });

  it('works while a service runs on the same store, which takes the token at once', async () => {
    const served = await openSqlite({ folder: data(), clock });
    const { stdout } = await create('ci', '--expires', '36h');
    expect(await served.access.tokenByHash(digestOf(stdout.trim()))).toMatchObject({
      name: 'ci',
      namespace: 'shop',
      role: 'runner',
      expiresAt: clock.now() + 36 * 3_600_000,
    });
    await served.close();
  });

  it('takes the name as an option, and all namespaces', async () => {
    const { code, stderr } = await token('create', '--name', 'boss', '-n', '*', '--role', 'admin');
    expect([code, stderr]).toEqual([0, expect.stringContaining('admin in all namespaces; it does not expire.')]);
  });

  it('takes a name again once the token of that name is revoked or has expired', async () => {
    await create('ci', '--expires', '1h');
    expect(await create('ci')).toMatchObject({
      code: 4,
      stdout: '',
      stderr:
        'verdict: there is a token called "ci" already (00000000-0000-4000-8000-000000000001); choose another name, or revoke it: ' +
        'verdict token revoke 00000000-0000-4000-8000-000000000001\n',
    });
    await token('revoke', 'ci');
    expect((await create('ci')).code).toBe(0);
  });

  it.each<[words: readonly string[], text: string]>([
    [['create', '--namespace', 'shop', '--role', 'admin'], 'the token needs a name: verdict token create NAME'],
    [['create', 'a', '--name', 'b', '-n', 'shop', '--role', 'admin'], 'one name only, found "a" and --name "b"'],
    [['create', 'a b', '-n', 'shop', '--role', 'admin'], 'the name "a b" is not one: expected letters'],
    [['create', 'a\u001b[2J', '-n', 'shop', '--role', 'admin'], 'the name "a\\u001b[2J" is not one'],
    [['create', '', '-n', 'shop', '--role', 'admin'], 'the name "" is not one'],
    [['create', 'a', '--role', 'admin'], "required option '-n, --namespace <namespace>' not specified"],
    [['create', 'a', '-n', 'shop'], "required option '--role <role>' not specified"],
    [['create', 'a', '-n', 'Shop', '--role', 'admin'], '--namespace "Shop": expected a namespace or "*"'],
    [['create', 'a', '-n', 'shop', '--role', 'root'], 'Allowed choices are viewer, runner, admin.'],
    [
      ['create', 'a', '-n', 'shop', '--role', 'admin', '--expires', '90'],
      '--expires "90": expected a duration such as 90d',
    ],
    [['create', 'a', '-n', 'shop', '--role', 'admin', '--expires', '0s'], 'expected a duration longer than zero'],
    [
      ['create', 'a', '-n', 'shop', '--role', 'admin', '--expires', '-1h'],
      '--expires "-1h": expected a duration such as',
    ],
    [['create', 'a', '-n', 'shop', '--role', 'admin', '--expires', '40000d'], 'expected at most 100 years'],
    [
      ['create', 'a', '-n', 'shop', '--role', 'admin', '--database-url', 'postgres://x/y'],
      'either --data or --database-url',
    ],
  ])('refuses %j', async (words, text) => {
    const { code, stdout, stderr } = await token(...words);
    expect([code, stdout, stderr]).toEqual([4, '', expect.stringContaining(text)]);
  });

  it('leaves a store of a newer version alone', async () => {
    await create('ci');
    const database = new DatabaseSync(join(data(), 'verdict.db'));
    database.exec("INSERT INTO schema_versions VALUES (9999, 'later', 0)");
    database.close();
    const { code, stdout, stderr } = await create('other');
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringMatching(/newer/)]);
  });
});

describe('verdict token list', () => {
  it('shows every token with its state, and none of their texts', async () => {
    await create('ci', '--expires', '90d');
    await token('create', 'boss', '-n', '*', '--role', 'admin');
    await create('short', '--expires', '1ms');
    await token('revoke', 'boss');
    await clock.run(after(clock.now(), millisOf(1000)));
    const { code, stdout } = await token('list');
    const ids = stdout.split('\n').map((line) => line.replace(/ +\S+$/, ''));
    expect([code, ids]).toEqual([
      0,
      [
        'NAME   NAMESPACE  ROLE    STATE    CREATED               EXPIRES',
        'ci     shop       runner  active   2026-03-01T10:00:00Z  2026-05-30T10:00:00Z',
        'boss   *          admin   revoked  2026-03-01T10:00:00Z  never',
        'short  shop       runner  expired  2026-03-01T10:00:00Z  2026-03-01T10:00:00Z',
        '',
      ],
    ]);
    expect(stdout).not.toContain('verdict_');
  });

  it('gives JSON to programs', async () => {
    await create('ci', '--expires', '90d');
    const { stdout } = await token('list', '-o', 'json');
    expect(JSON.parse(stdout)).toEqual([
      {
        id: '00000000-0000-4000-8000-000000000001',
        name: 'ci',
        namespace: 'shop',
        role: 'runner',
        state: 'active',
        createdAt: '2026-03-01T10:00:00Z',
        expiresAt: '2026-05-30T10:00:00Z',
      },
    ]);
  });

  it('says so when there are none, and programs get an empty list', async () => {
    const [text, json] = [await token('list'), await token('list', '-o', 'json')];
    expect([text.code, text.stdout, text.stderr]).toEqual([
      0,
      '',
      `There are no tokens (store: SQLite in ${data()}); \`verdict token create\` makes one.\n`,
    ]);
    expect([json.code, json.stdout]).toEqual([0, '[]\n']);
  });
});

describe('verdict token revoke', () => {
  it.each(['ci', '00000000-0000-4000-8000-000000000001'])('takes %s', async (which) => {
    await create('ci');
    const result = await token('revoke', which);
    expect([result.code, result.stdout]).toEqual([
      0,
      'Token "ci" (00000000-0000-4000-8000-000000000001) is revoked: within three seconds it counts for nothing.\n',
    ]);
    expect(auditOf(result)).toMatchObject({
      audit: true,
      action: 'token.revoke',
      who: 'command line of alice',
      outcome: 'done',
    });
    expect(JSON.parse((await token('list', '-o', 'json')).stdout)).toMatchObject([
      { state: 'revoked', revokedAt: '2026-03-01T10:00:00Z' },
    ]);
  });

  it('once more changes nothing', async () => {
    await create('ci');
    await token('revoke', 'ci');
    const again = await token('revoke', 'ci');
    expect([again.code, again.stdout, again.stderr]).toEqual([
      0,
      'Token "ci" (00000000-0000-4000-8000-000000000001) was revoked before.\n',
      '',
    ]);
  });

  it('means the token that still counts, where others of its name do not', async () => {
    await create('ci');
    await token('revoke', 'ci');
    await create('ci');
    expect((await token('revoke', 'ci')).stdout).toContain('(00000000-0000-4000-8000-000000000003) is revoked');
  });

  it('refuses what is no token, and says what may have been meant', async () => {
    await create('ci-checkout');
    const { code, stdout, stderr } = await token('revoke', 'ci-chekout');
    expect([code, stdout, stderr]).toEqual([
      4,
      '',
      `verdict: there is no token "ci-chekout"; did you mean "ci-checkout"? (store: SQLite in ${data()})\n`,
    ]);
  });

  it('does not repeat a token that was given instead of its name', async () => {
    const { stdout: text } = await create('ci');
    const { code, stderr } = await token('revoke', text.trim());
    expect([code, stderr.includes(text.trim())]).toEqual([4, false]);
    expect(stderr).toContain('a token is revoked by its id or its name');
  });
});
