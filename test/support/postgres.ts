import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { findBinary } from './find-binary.ts';
import { freePort } from './free-port.ts';
import { type LastDeed, whenThisProcessEnds } from './when-this-process-ends.ts';

/** A PostgreSQL of a test's own, on 127.0.0.1 and on a socket in its folder. */
export interface Postgres {
  /** `postgres://verdict:<password>@127.0.0.1:<port>/postgres`; its user may do everything. */
  readonly url: string;
  readonly port: number;
  /** Where its data and its socket lie. */
  readonly folder: string;
  /** Makes an empty database. @returns its URL */
  database(): Promise<string>;
  /** Ends all its processes with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data; one that still runs is killed first. */
  restart(): Promise<void>;
  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}

/** Settings as in `postgresql.conf`, such as `{ max_connections: '10', fsync: 'on' }`. Default: quick; what was committed outlives `kill`, not a power cut. */
export type PostgresSettings = Readonly<Record<string, string>>;

const DEBIAN = '/usr/lib/postgresql';
const PORT_TRIES = 5;
/** Of what it logs, in characters. */
const MOST_KEPT = 10_000;
const QUICK: PostgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  autovacuum: 'off',
};

/** The folder with `initdb` and `postgres` (Debian's package `postgresql`); see `findBinary`. */
export function postgresBinaries(what: string): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const initdb = findBinary(
    'initdb',
    what,
    versions.map((version) => join(DEBIAN, version, 'bin')),
  );
  return initdb === undefined ? undefined : dirname(initdb);
}

const shared = new Map<string, Promise<Postgres>>();

/**
 * The PostgreSQL that all test files of this process share: each asks it for databases of its own, nobody stops it, and it goes with the process.
 * Tests that kill it or change its settings start one of their own.
 */
export function sharedPostgres(binaries: string): Promise<Postgres> {
  const running = shared.get(binaries) ?? startPostgres(binaries);
  shared.set(binaries, running);
  return running;
}

/** Starts a PostgreSQL with data of its own, and waits until it takes connections. It goes with this process, however that ends. */
export async function startPostgres(binaries: string, settings: PostgresSettings = {}): Promise<Postgres> {
  const home = makeHome();
  const password = randomBytes(12).toString('hex');
  const end = removal(binaries, home);
  try {
    initialise(binaries, home, password);
    const server = await startSomewhere(binaries, home, { ...QUICK, ...settings });
    return described(server, home, password, end);
  } catch (thrown) {
    await end.now();
    throw thrown;
  }
}

function described(server: Server, home: Home, password: string, end: LastDeed): Postgres {
  const urlOf = (name: string): string => `postgres://verdict:${password}@127.0.0.1:${server.port}/${name}`;
  let count = 0;
  return {
    url: urlOf('postgres'),
    port: server.port,
    folder: home.folder,
    async database() {
      count += 1;
      const name = `test_${count}`;
      const client = new Client({ connectionString: urlOf('postgres') });
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${name}`);
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
    kill: () => server.kill(),
    async restart() {
      await server.kill();
      await server.start();
    },
    async stop() {
      await server.kill();
      await end.now();
    },
  };
}

/** Whom the server runs as: it refuses to be root, so under root it is Debian's user `postgres`. */
interface Home {
  readonly folder: string;
  readonly data: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
}

function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(folder, 'data');
  if (process.getuid?.() !== 0) return { folder, data, user: {} };
  const idOf = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(folder, user.uid, user.gid);
  return { folder, data, user };
}

function initialise(binaries: string, home: Home, password: string): void {
  const passwordFile = join(home.folder, 'password');
  writeFileSync(passwordFile, password);
  const words = ['--no-sync', '--pgdata', home.data, '--username=verdict', `--pwfile=${passwordFile}`];
  const access = ['--auth-local=trust', '--auth-host=scram-sha-256'];
  execFileSync(join(binaries, 'initdb'), [...words, ...access, '--encoding=UTF8', '--locale=C', '--no-instructions'], {
    ...home.user,
    cwd: home.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  rmSync(passwordFile);
}

/** Ends the server and takes the folder away. */
function removal(binaries: string, { folder, user }: Home): LastDeed {
  return whenThisProcessEnds('"$1/pg_ctl" -D "$2/data" -m immediate -w stop; rm -rf "$2"', [binaries, folder], user);
}

interface Server {
  readonly port: number;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** A port that was found free can be taken by another a moment later: then the next is tried. */
async function startSomewhere(binaries: string, home: Home, settings: PostgresSettings): Promise<Server> {
  for (let tries = 1; ; tries += 1) {
    const server = serverOn(await freePort(), binaries, home, settings);
    try {
      await server.start();
      return server;
    } catch (thrown) {
      if (tries === PORT_TRIES || !String(thrown).includes('Address already in use')) throw thrown;
    }
  }
}

function serverOn(port: number, binaries: string, home: Home, settings: PostgresSettings): Server {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: home.folder, port: String(port), ...settings };
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess | undefined;
  return {
    port,
    async start() {
      child = spawn(join(binaries, 'postgres'), ['-D', home.data, ...words], {
        ...home.user,
        cwd: home.folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      await untilReady(child);
      child.unref();
    },
    async kill() {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      const ended = once(child, 'exit');
      // Held still, it starts no more processes while its own are looked up.
      child.kill('SIGSTOP');
      for (const pid of [child.pid, ...childrenOf(child.pid)]) process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}

/** The processes that a process has started, where `/proc` tells; each of PostgreSQL's is in a session of its own, so no signal reaches them all. */
function childrenOf(parent: number): readonly number[] {
  const pids = existsSync('/proc/self/stat') ? readdirSync('/proc').map(Number).filter(Number.isInteger) : [];
  return pids.filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in brackets may hold anything, the fields behind it hold no bracket: state, then parent.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MOST_KEPT);
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`postgres ended with ${code}:\n${said}`)));
  });
}
