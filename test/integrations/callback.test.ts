import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, started } from '../support/cli-process.ts';
import { findBinary } from '../support/find-binary.ts';
import { CALLBACK_SECRET } from '../support/gate-stage.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

const FOLDER = join(ROOT, 'examples', 'integrations', 'callback');
const BREACH = { type: 'breach', run: { id: 'a', sentence: 'it failed' } };

/** A callback as it is sent. */
interface Callback {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

/** Seconds since 1970. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Signs as Standard Webhooks has it. @see https://www.standardwebhooks.com */
function signature(id: string, timestamp: number | string, body: string, secret = CALLBACK_SECRET): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

function signed(body = JSON.stringify(BREACH), time = now()): Callback {
  const id = randomUUID();
  return { id, timestamp: String(time), signature: signature(id, time, body), body };
}

/** What a receiver must make of callbacks. */
const CASES: readonly { readonly what: string; readonly callback: () => Callback; readonly isTaken: boolean }[] = [
  { what: 'one that is signed', callback: () => signed(), isTaken: true },
  {
    what: 'one whose second signature fits, while the secret is changed',
    callback() {
      const one = signed();
      return { ...one, signature: `v1,${'A'.repeat(43)}= ${one.signature}` };
    },
    isTaken: true,
  },
  { what: 'another body', callback: () => ({ ...signed(), body: `${JSON.stringify(BREACH)} ` }), isTaken: false },
  { what: 'another id', callback: () => ({ ...signed(), id: randomUUID() }), isTaken: false },
  { what: 'another time', callback: () => ({ ...signed(), timestamp: String(now() - 1) }), isTaken: false },
  { what: 'an old one', callback: () => signed(undefined, now() - 400), isTaken: false },
  { what: 'one of the future', callback: () => signed(undefined, now() + 400), isTaken: false },
  {
    what: 'one signed with another secret',
    callback() {
      const one = signed();
      const other = `whsec_${Buffer.from('another').toString('base64')}`;
      return { ...one, signature: signature(one.id, one.timestamp, one.body, other) };
    },
    isTaken: false,
  },
  { what: 'no signature', callback: () => ({ ...signed(), signature: '' }), isTaken: false },
  { what: 'a time that is none', callback: () => ({ ...signed(), timestamp: 'now' }), isTaken: false },
];

const environment = { PATH: process.env['PATH'] ?? '', VERDICT_CALLBACK_SECRET: CALLBACK_SECRET };

describe('callback/verify.sh', () => {
  it.each(CASES)('tells of $what', async ({ callback, isTaken }) => {
    const { id, timestamp, signature: given, body } = callback();
    const script = 'printf %s "$4" | "$0" "$1" "$2" "$3"';
    const words = ['-c', script, join(FOLDER, 'verify.sh'), id, timestamp, given, body];
    const { code } = await started('sh', words, environment).ended;
    expect(code === 0).toBe(isTaken);
  });
});

const python = findBinary('python3', 'runs callback/receive.py');
const RECEIVERS = [{ program: process.execPath, file: 'receive.ts' }];

describe.each(python === undefined ? RECEIVERS : [...RECEIVERS, { program: python, file: 'receive.py' }])(
  'callback/$file',
  ({ program, file }) => {
    let folder: TemporaryFolder;
    let receiver: ReturnType<typeof started>;
    let url = '';

    beforeAll(async () => {
      folder = temporaryFolder();
      // Fails at its first call, and notes each.
      const command = ['sh', '-c', `echo called >>"$0"; [ "$(wc -l <"$0")" -gt 1 ]`, folder.at('calls')];
      receiver = started(program, [join(FOLDER, file), '0', ...command], environment);
      let said = '';
      receiver.child.stdout?.on('data', (chunk: string) => {
        said += chunk;
      });
      await receiver.says(/listening on \d+/);
      url = `http://127.0.0.1:${/listening on (\d+)/.exec(said)?.[1]}`;
    });
    afterAll(async () => {
      receiver.child.kill();
      await receiver.ended;
      folder.remove();
    });

    async function send({ id, timestamp, signature: given, body }: Callback): Promise<number> {
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    }

    function calls(): number {
      return existsSync(folder.at('calls')) ? readFileSync(folder.at('calls'), 'utf8').split('\n').length - 1 : 0;
    }

    it.each(CASES.filter(({ isTaken }) => !isTaken))('refuses $what', async ({ callback }) => {
      expect(await send(callback())).toBe(401);
      expect(calls()).toBe(0);
    });

    it('acts on a breach until that succeeds, and then never again', async () => {
      const callback = signed();
      expect(await send(callback)).toBe(500);
      expect(await send(callback)).toBe(204);
      expect(await send(callback)).toBe(204);
      expect(calls()).toBe(2);
    });

    it('takes a verdict without acting on it', async () => {
      const before = calls();
      expect(await send(signed(JSON.stringify({ ...BREACH, type: 'verdict' })))).toBe(204);
      expect(calls()).toBe(before);
    });

    it.each(CASES.filter(({ isTaken }) => isTaken))('takes $what', async ({ callback }) => {
      expect(await send(callback())).toBe(204);
    });
  },
);
