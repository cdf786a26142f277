import { parseArgs } from 'node:util';
import { bundledProgram } from '../test/support/cli-process.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import type { Figure } from './figure.ts';
import { listenersBench } from './service/listeners.ts';
import { loadBench } from './service/load.ts';
import type { StoreKind } from './service/site.ts';
import { startsBench } from './service/starts.ts';
import { takeoverBench } from './service/takeover.ts';

const RUNS = 20_000;
const STARTS = 10_000;
const LISTENERS = 2_000;
const PARTS = ['load', 'starts', 'listeners', 'takeover'] as const;

/**
 * `verdict serve` as a process, under load: `npm run bench -- service [--scale 0.1] [--part load] [--store sqlite] [--settle 120]`. Without options
 * all parts on both stores in full, which takes more than half an hour. It needs Linux, and PostgreSQL for what is measured on that.
 */
export async function serviceBench(): Promise<readonly Figure[]> {
  const { scale, parts, stores, settle } = wishes();
  const folder = temporaryFolder();
  try {
    const program = await bundledProgram(folder.path);
    const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
    const figures: Figure[] = [];
    for (const store of stores) {
      if (parts.includes('load')) figures.push(...(await loadBench({ program, store, runs: scaled(RUNS), settle })));
      if (parts.includes('starts')) figures.push(...(await startsBench({ program, store, runs: scaled(STARTS) })));
      if (parts.includes('listeners')) figures.push(...(await listenersBench({ program, store }, scaled(LISTENERS))));
    }
    if (parts.includes('takeover')) figures.push(...(await takeoverBench({ program, runs: scaled(RUNS), settle })));
    return figures;
  } finally {
    folder.remove();
  }
}

interface Wishes {
  readonly scale: number;
  readonly parts: readonly string[];
  readonly stores: readonly StoreKind[];
  /** How long the load is left alone after the starts. Milliseconds. */
  readonly settle: number;
}

function wishes(): Wishes {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      part: { type: 'string', multiple: true, default: [...PARTS] },
      store: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] },
      // What was late because of the starts is looked at at once, and so are the next looks of it: until that has been made up for.
      settle: { type: 'string', default: '120' },
    },
    allowPositionals: true,
  });
  const stores = values.store.map((store) => (store === 'sqlite' ? store : 'postgresql'));
  return { scale: Number(values.scale), parts: values.part, stores, settle: Number(values.settle) * 1000 };
}
