/** `npm run bench [-- evaluator|engine|soak|service|store]`: what docs/performance.md quotes. Figures of one run belong together; ratios count, not digits. */
import { cpus } from 'node:os';
import { engineBench } from './engine.ts';
import { evaluatorBench } from './evaluator.ts';
import type { Figure } from './figure.ts';
import { serviceBench } from './service.ts';
import { soakBench } from './soak.ts';
import { storeBench } from './store.ts';

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  evaluator: evaluatorBench,
  engine: engineBench,
  soak: soakBench,
  service: serviceBench,
  store: storeBench,
};
/** Those that are run only when they are named: they need a cluster, or the whole machine for long. */
const NOT_BY_ITSELF = new Set(['soak', 'service', 'store']);

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

/** Names of benches, and options of theirs, which no bench is called as. */
const wanted = process.argv.slice(2);
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 ? !wanted.includes(name) : NOT_BY_ITSELF.has(name)) continue;
  console.log(`\n${name}`);
  for (const figure of await bench())
    console.log(`  ${format(figure.value).padStart(12)} ${figure.unit.padEnd(14)} ${figure.name}`);
}
