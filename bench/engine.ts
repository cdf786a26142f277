import { after, type Instant, millisOf } from '../src/core/instant.ts';
import type { Provider } from '../src/providers/provider.ts';
import { NOT_STARTED } from '../src/resources/run-status.ts';
import { drive } from '../src/runner/drive.ts';
import { VirtualClock } from '../src/simulator/virtual-clock.ts';
import { metric, ready, seconds, T0 } from '../test/support/builders.ts';
import { depsOf, resolvedFrom } from '../test/support/scripted-provider.ts';
import type { Figure } from './figure.ts';

const INSTANT_PROVIDER: Provider = {
  kind: 'scripted',
  type: 'Scripted',
  parse: (raw) => raw,
  measure: () => Promise.resolve({ kind: 'value', value: Float64Array.of(0.99), text: '[0.99]' }),
};

interface Fleet {
  readonly clock: VirtualClock;
  readonly measured: () => number;
}

/** Runs of five metrics at sixty seconds that never end. */
function fleet(runs: number): Fleet {
  const clock = new VirtualClock(T0);
  let measurements = 0;
  const deps = depsOf(clock, INSTANT_PROVIDER);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const spec = ready(
    names.map((name) => metric(name, { interval: seconds(60), successCondition: 'result[0] >= 0.95' })),
  );
  const resolved = resolvedFrom(spec);
  const stop = new AbortController().signal;
  for (let index = 0; index < runs; index += 1) {
    const ref = { name: `run-${index}`, namespace: 'default', uid: String(index) };
    void (async () => {
      for await (const { taken } of drive(
        { ref, resolve: () => resolved, status: NOT_STARTED, memory: new Map(), stop },
        deps,
      )) {
        measurements += taken.length;
      }
    })();
  }
  return { clock, measured: () => measurements };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

export async function hourOf(runs: number): Promise<readonly Figure[]> {
  const before = heap();
  const { clock, measured } = fleet(runs);
  const cpu = process.cpuUsage();
  await clock.run(after(T0, millisOf(3_600_000)));
  const { user, system } = process.cpuUsage(cpu);
  const bytes = (heap() - before) / runs;
  return [
    { name: `${runs} runs of 5 metrics over one virtual hour`, value: measured(), unit: 'measurements' },
    { name: 'measurements per second of CPU', value: measured() / ((user + system) / 1e6), unit: '1/s' },
    { name: 'memory of a live run, with 10 kept measurements a metric', value: bytes, unit: 'bytes' },
  ];
}

async function weekOf(runs: number): Promise<readonly Figure[]> {
  const { clock, measured } = fleet(runs);
  const day = (days: number): Instant => after(T0, millisOf(days * 86_400_000));
  const heaps: number[] = [];
  for (let days = 1; days <= 7; days += 1) {
    await clock.run(day(days));
    heaps.push(heap());
  }
  const [first = 0] = heaps;
  return [
    { name: `${runs} runs over one virtual week`, value: measured(), unit: 'measurements' },
    { name: 'heap after day 1', value: first / 2 ** 20, unit: 'MiB' },
    { name: 'heap after day 7', value: (heaps.at(-1) ?? 0) / 2 ** 20, unit: 'MiB' },
    { name: 'day 7 against day 1', value: (heaps.at(-1) ?? 0) / first, unit: 'ratio' },
  ];
}

/** The engine at work: throughput, memory of a live run, and whether memory stays flat. */
export async function engineBench(): Promise<readonly Figure[]> {
  return [...(await hourOf(10_000)), ...(await weekOf(100))];
}
