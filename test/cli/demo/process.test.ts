import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { type CliProcess, cliProcess } from '../../support/cli-process.ts';

/** Fast, and slow enough for a machine that has other things to do. */
const SPEED = ['--speed', '5'];

it('plays in a process of its own and stays with --keep until Ctrl-C; then nothing is left', async () => {
  const kept = cliProcess(['demo', '--keep', ...SPEED]);
  const heard = hear(kept);
  await kept.says('Its Prometheus answers at');
  const file = /KUBECONFIG=(\S+)/.exec(heard())?.[1] ?? '';
  const prometheus = /answers at (\S+)/.exec(heard())?.[1] ?? '';

  expect(statSync(file).mode & 0o777).toBe(0o600);
  const shown = await cliProcess(['get', 'rollout', 'shop', '-n', 'demo', '--kubeconfig', file]).ended;
  expect(shown.stdout).toContain('Status:          ✖ Degraded');
  // Its clock ran fast, but nothing that it wrote lies in the future.
  expect(shown.stdout).not.toContain('<invalid>');
  const query = await fetch(`${prometheus}/api/v1/query?query=count(http_requests_total)`);
  expect(await query.json()).toMatchObject({ status: 'success' });

  kept.child.kill('SIGINT');
  expect(await kept.ended).toMatchObject({ code: 0, stderr: '' });
  // What is done already is not advised.
  expect(heard()).toContain('Everything went as told.\n');
  expect(heard().trimEnd().split('\n').at(-1)).toBe('ended; nothing is left behind');
  expect(existsSync(dirname(file))).toBe(false);
  await expect(fetch(prometheus)).rejects.toThrow('fetch failed');
}, 120_000);

it('ends at Ctrl-C in the middle and says so, which does not concern another demo', async () => {
  const [demo, other] = [cliProcess(['demo', '--keep']), cliProcess(['demo', '--blue-green'])];
  await Promise.all([demo.says('A good release'), other.says('A good release')]);
  demo.child.kill('SIGINT');
  const { code, stdout, stderr } = await demo.ended;
  expect({ code, stderr }).toEqual({ code: 5, stderr: '' });
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('ended early; nothing is left behind');
  await other.says('pre-promotion analysis begins');
  other.child.kill('SIGTERM');
  expect(await other.ended).toMatchObject({ code: 5, stderr: '' });
}, 30_000);

it('tells at once of a port that somebody else has', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const { code, stdout, stderr } = await cliProcess(['demo', '--keep', '--port', `${port}`]).ended;
  server.close();
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toContain(`cannot listen on 127.0.0.1, port ${port}`);
  expect(stderr).toContain('choose another port');
});

/** What a process has said on standard output so far. */
function hear({ child }: CliProcess): () => string {
  let text = '';
  child.stdout?.on('data', (more: string) => {
    text += more;
  });
  return () => text;
}
