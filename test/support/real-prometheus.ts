import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinary } from './find-binary.ts';
import { freePort } from './free-port.ts';

/** A Prometheus of a test's own. */
export interface RealPrometheus {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  /** Waits until a query's answer has series, because something was scraped. @throws Error after 20 s */
  untilSeries(query: string): Promise<void>;
  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}

/** What a Prometheus of a test's own is told. */
export interface PrometheusSettings {
  /** Hosts with ports, such as `127.0.0.1:8080`; `/metrics` of each is scraped five times a second. */
  readonly scrapeTargets?: readonly string[];
  /** Whether samples may be sent to it, see `remoteWrite`. */
  readonly takesSamples?: boolean;
}

const LONGEST_WAIT_MS = 20_000;

/** Where Prometheus (Debian's package `prometheus`) is installed; see `findBinary`. */
export function prometheusBinary(what: string): string | undefined {
  return findBinary('prometheus', what);
}

/** Starts a Prometheus on a free port of 127.0.0.1, with data of its own, and waits until it answers. */
export async function startPrometheus(binary: string, settings: PrometheusSettings = {}): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, JSON.stringify(configOf(settings)));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...(settings.takesSamples === true ? ['--web.enable-remote-write-receiver'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(`prometheus on port ${port}`, async () => {
      if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}:\n${said.join('')}`);
      return isReady(address);
    });
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    address,
    stop,
    untilSeries: (query) => until(`series for ${query}`, async () => (await countSeries(address, query)) > 0),
  };
}

function configOf({ scrapeTargets = [] }: PrometheusSettings): unknown {
  return {
    global: { scrape_interval: '200ms', scrape_timeout: '200ms' },
    scrape_configs: [{ job_name: 'test', static_configs: [{ targets: scrapeTargets }] }],
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/-/ready`)).ok;
  } catch {
    return false;
  }
}

async function countSeries(address: string, query: string): Promise<number> {
  const answer = await fetch(`${address}/api/v1/query?${new URLSearchParams({ query }).toString()}`);
  const { data } = (await answer.json()) as { data?: { result?: readonly unknown[] } };
  return data?.result?.length ?? 0;
}

/** Another process tells nobody when it has got so far, so it is asked again and again. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUp = performance.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUp) throw new Error(`waited ${LONGEST_WAIT_MS} ms for ${what}`);
    await pause(25);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
