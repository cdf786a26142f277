/**
 * `npm run check`: types, lint, format, dead code, generated pages, and all tests, those of the architecture among them.
 * Every check runs, then the failures are named. `-- --without-tests` is for who has just run them.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', 'node_modules', '.bin');

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'biome', 'check'],
  ['dead code', 'knip'],
  ['generated docs', 'node', 'scripts/docs.ts', '--check'],
  ['generated CRDs', 'node', 'scripts/crds.ts', '--check'],
  ['generated manifests', 'node', 'scripts/manifests.ts', '--check'],
  process.argv.includes('--without-tests')
    ? ['architecture', 'vitest', 'run', 'test/architecture.test.ts', '--reporter=dot']
    : ['tests', 'vitest', 'run'],
];

const failed = CHECKS.filter(([name, command, ...args]) => {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(join(BIN, command), args, { stdio: 'inherit', cwd: join(import.meta.dirname, '..') });
  return status !== 0;
}).map(([name]) => name);

console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
