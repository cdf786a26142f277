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
 * `verdict serve` as a process, under load: `npm run bench -- service [--scale 0.1] [--part load] [--store sqlite]`. Without options all parts on
 * both stores in full, which takes about a quarter of an hour. It needs Linux, and PostgreSQL for what is measured on that.
 */
export async function serviceBench(): Promise<readonly Figure[]> {
  const { scale, parts, stores } = wishes();
  const folder = temporaryFolder();
  try {
    const program = await bundledProgram(folder.path);
    const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
    const figures: Figure[] = [];
    for (const store of stores) {
      if (parts.includes('load')) figures.push(...(await loadBench({ program, store, runs: scaled(RUNS) })));
      if (parts.includes('starts')) figures.push(...(await startsBench({ program, store, runs: scaled(STARTS) })));
      if (parts.includes('listeners')) figures.push(...(await listenersBench({ program, store }, scaled(LISTENERS))));
    }
    if (parts.includes('takeover')) figures.push(...(await takeoverBench({ program, runs: scaled(RUNS) })));
    return figures;
  } finally {
    folder.remove();
  }
}

interface Wishes {
  readonly scale: number;
  readonly parts: readonly string[];
  readonly stores: readonly StoreKind[];
}

function wishes(): Wishes {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      part: { type: 'string', multiple: true, default: [...PARTS] },
      store: { type: 'string', multiple: true, default: ['sqlite', 'postgresql'] },
    },
    allowPositionals: true,
  });
  const stores = values.store.map((store) => (store === 'sqlite' ? store : 'postgresql'));
  return { scale: Number(values.scale), parts: values.part, stores };
}
