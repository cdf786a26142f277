/**
 * Receives the service's callbacks, believes only those that are signed, and runs a command at each that tells of a breach:
 *
 *   VERDICT_CALLBACK_SECRET=whsec_… node receive.ts 8080 kubectl argo rollouts abort checkout -n shop
 *
 * A callback comes at least once: again until it is answered with 2xx, within ten seconds. `webhook-id` is the same at each try, so what was done is not
 * done twice.
 */
import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

const TOLERANCE_S = 300;
const MOST_REMEMBERED = 10_000;

const [port = '8080', command, ...words] = process.argv.slice(2);
const secret = Buffer.from((process.env['VERDICT_CALLBACK_SECRET'] ?? '').replace(/^whsec_/u, ''), 'base64');
if (secret.length === 0) throw new Error('VERDICT_CALLBACK_SECRET is not set');

/** Ids of callbacks that were acted on, oldest first. A receiver with several processes keeps them in its database. */
const done = new Set<string>();

const server = createServer((request, response) => {
  buffer(request)
    .then((body) => answer(request.headers, body))
    .then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on ${typeof address === 'object' ? address?.port : address}`);
});

async function answer(headers: IncomingHttpHeaders, body: Buffer): Promise<number> {
  const id = String(headers['webhook-id']);
  if (!isGenuine(headers, body)) return 401;
  if (done.has(id)) return 204;
  const event = JSON.parse(body.toString()) as { type: string; run: { id: string; sentence: string } };
  console.log(`${event.type} of run ${event.run.id}: ${event.run.sentence}`);
  if (event.type === 'breach' && command !== undefined) await run(command, words);
  remember(id);
  return 204;
}

function isGenuine(headers: IncomingHttpHeaders, body: Buffer): boolean {
  const [id, time] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
  // An old callback could be played again by whoever recorded it.
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= TOLERANCE_S)) return false;
  const wanted = createHmac('sha256', secret).update(`${id}.${time}.`).update(body).digest();
  // While the secret is being changed there is one signature with the old and one with the new.
  return String(headers['webhook-signature'])
    .split(' ')
    .map((signature) => signature.split(','))
    .some(([version, given = '']) => version === 'v1' && isSame(wanted, Buffer.from(given, 'base64')));
}

function isSame(wanted: Buffer, given: Buffer): boolean {
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** When it fails, so does the answer, and the callback comes again. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { stdio: 'inherit' }), 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

function remember(id: string): void {
  done.add(id);
  const [oldest] = done;
  if (done.size > MOST_REMEMBERED && oldest !== undefined) done.delete(oldest);
}
