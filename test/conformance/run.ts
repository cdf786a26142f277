/** `npm run conformance -- FILE…`: ground truth against what we answer. Exit 0: none failed; 1: some failed; 2: unknown kind or no file. */
import { existsSync } from 'node:fs';
import { isKnownKind, kindOf, type Report, runFile, type Tally } from './corpus.ts';

const SHOWN = Number(process.env['VERDICT_CONFORMANCE_SHOW'] ?? 5);

function sums(name: string, tally: Tally): string {
  return `${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.byDecision} by decision, ${tally.notBuilt} not built`;
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}

function print(report: Report): void {
  for (const failure of report.failures.slice(0, SHOWN)) {
    console.log(`${report.name}:${failure.line} ${failure.title}`);
    console.log(`  wanted  ${show(failure.wanted)}`);
    console.log(`  got     ${show(failure.got)}`);
  }
  for (const [rule, lines] of report.decisions) console.log(`${report.name}: by decision: ${rule}: ${lines}`);
  console.log(sums(report.name, report.tally));
}

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('usage: npm run conformance -- FILE…   (files such as ../shared/conformance/expr.jsonl)');
    return 2;
  }
  const missing = files.filter((file) => !existsSync(file));
  const unknown = files.filter((file) => !isKnownKind(kindOf(file)));
  for (const file of missing) console.error(`${file}: no such file`);
  for (const file of unknown) console.error(`${file}: unknown kind '${kindOf(file)}'`);
  if (missing.length > 0 || unknown.length > 0) return 2;
  const total: Tally = { passed: 0, failed: 0, byDecision: 0, notBuilt: 0 };
  for (const file of files) {
    const report = await runFile(file);
    print(report);
    for (const key of ['passed', 'failed', 'byDecision', 'notBuilt'] as const) total[key] += report.tally[key];
  }
  console.log(sums('total', total));
  return total.failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
