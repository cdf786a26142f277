/** `npm run check`: everything that can be said about the code without running it, and whether generated pages match. All checks run, then the failures are named. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '..', 'node_modules', '.bin');

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'biome', 'check'],
  ['dead code', 'knip'],
  ['architecture', 'vitest', 'run', 'test/architecture.test.ts', '--reporter=dot'],
  ['generated docs', 'node', 'scripts/docs.ts', '--check'],
];

const failed = CHECKS.filter(([name, command, ...args]) => {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(join(BIN, command), args, { stdio: 'inherit', cwd: join(import.meta.dirname, '..') });
  return status !== 0;
}).map(([name]) => name);

console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
