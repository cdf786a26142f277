import { readdirSync } from 'node:fs';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Which program this is. */
export interface Build {
  /** Such as `0.1.0`. */
  readonly version: string;
}

/**
 * What this process is and uses, asked only at a scrape: nothing runs in between. Node's own event loop figures are left out,
 * for their sampling alone would take more of the processor than a controller that rests.
 *
 * @see interfaces.md §9.2, and the upstream dashboard, which asks for `process_start_time_seconds` and `go_memstats_heap_alloc_bytes`
 */
export function processMetrics(registry: Registry, { version }: Build): void {
  const registers = [registry];
  const one = { version, goversion: `node ${process.version}`, goarch: process.arch, commit: '' };
  new Gauge({
    name: 'build_info',
    help: 'This program: its version and the runtime it runs in.',
    labelNames: ['version', 'goversion', 'goarch', 'commit'],
    registers,
  }).set(one, 1);
  new Gauge({
    name: 'argo_rollouts_controller_info',
    help: 'This controller and its version.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Time that this process had of the processors, in seconds.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  }).inc(0);
  for (const [name, help, value] of FIGURES) {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(value());
      },
    });
    registry.registerMetric(gauge);
  }
}

const FIGURES: readonly (readonly [name: string, help: string, value: () => number])[] = [
  [
    'process_start_time_seconds',
    'When this process began, in seconds since 1970.',
    () => Math.floor(performance.timeOrigin) / 1000,
  ],
  ['process_resident_memory_bytes', 'Memory of this process.', () => process.memoryUsage.rss()],
  ['process_open_fds', 'Files and connections that this process has open.', openFiles],
  ['nodejs_heap_size_total_bytes', 'Heap that Node has taken.', () => process.memoryUsage().heapTotal],
  ['nodejs_heap_size_used_bytes', 'Heap that is in use.', heapUsed],
  [
    'go_memstats_heap_alloc_bytes',
    "Heap that is in use: nodejs_heap_size_used_bytes under the name that upstream's dashboard asks for.",
    heapUsed,
  ],
];

function heapUsed(): number {
  return process.memoryUsage().heapUsed;
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    // Not on this system.
    return 0;
  }
}
