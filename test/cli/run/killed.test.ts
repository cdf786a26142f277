import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Measurement, RunStatus } from '../../../src/resources/run-status.ts';
import { checkpointFromText } from '../../../src/runner/checkpoint.ts';
import { bundledProgram, type CliProcess, cliProcess } from '../../support/cli-process.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { webTemplate } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

/** When a process is killed: while its look is under way, as soon as it was answered, or as soon as a measurement more is saved. */
const MOMENTS = ['asked', 'answered', 'saved'] as const;
type Moment = (typeof MOMENTS)[number];

const INTERVAL_MS = 40;
const COUNT = 3;

const folder = temporaryFolder();
const saved = folder.at('run.json');
let backend: TestServer;
let program = '';
let asked = 0;
/** What the backend does to the process at the moment. */
let kill: { readonly moment: Moment; readonly process: CliProcess } | undefined;

beforeAll(async () => {
  program = await bundledProgram(folder.at('program'));
  backend = await startServer(({ path }, response) => {
    asked += 1;
    const value = asked;
    const victim = path === '/a' ? kill : undefined;
    if (victim?.moment === 'asked') victim.process.child.kill('SIGKILL');
    if (victim?.moment === 'answered') response.once('finish', () => victim.process.child.kill('SIGKILL'));
    return { body: { value } };
  });
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

it('a run whose process is killed at every step ends as one that was not: nothing lost, doubled or re-timed', async () => {
  const metric = { interval: `${INTERVAL_MS}ms`, count: COUNT, successCondition: 'result > 0' };
  const template = folder.write(
    'template.json',
    webTemplate(backend.url, [
      { ...metric, name: 'a', provider: { url: `${backend.url}/a` } },
      { ...metric, name: 'b', provider: { url: `${backend.url}/b` } },
    ]),
  );
  let before: RunStatus | undefined;
  let kills = 0;
  for (;;) {
    const words = before === undefined ? ['run', template, '--save', saved] : ['run', '--resume', saved];
    const running = cliProcess(words, { program });
    const moment = MOMENTS[kills % MOMENTS.length] ?? 'asked';
    kill = { moment, process: running };
    if (moment === 'saved') void killOnceSaved(running, measurementsOf(before, 'a').length);
    const { code, signal, stderr } = await running.ended;
    const now = statusSaved();
    if (before !== undefined) expectContinued(before, now);
    before = now;
    if (signal === null) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      break;
    }
    kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(MOMENTS.length * (COUNT - 1));
  for (const name of ['a', 'b']) expectRegular(measurementsOf(before, name));
  expect(asked).toBeGreaterThan(2 * COUNT);
}, 120_000);

function statusSaved(): RunStatus {
  return checkpointFromText(readFileSync(saved, 'utf8'), saved).status;
}

function measurementsOf(status: RunStatus | undefined, metric: string): readonly Measurement[] {
  return status?.metricResults.find(({ name }) => name === metric)?.measurements ?? [];
}

/** What was saved once is there for ever, to the millisecond. */
function expectContinued(before: RunStatus, now: RunStatus): void {
  if (before.startedAt !== undefined) expect(now.startedAt).toBe(before.startedAt);
  for (const { name, measurements } of before.metricResults) {
    expect(measurementsOf(now, name).slice(0, measurements.length)).toEqual(measurements);
  }
}

/** As many as were wanted, each an answer of its own, each its pause after the one before. */
function expectRegular(measurements: readonly Measurement[]): void {
  expect(measurements).toHaveLength(COUNT);
  const values = measurements.map(({ value }) => Number(value));
  expect(values).toEqual([...new Set(values)].toSorted((a, b) => a - b));
  for (const [index, { finishedAt = 0 }] of measurements.slice(0, -1).entries()) {
    expect(measurements[index + 1]?.startedAt).toBeGreaterThan(finishedAt + INTERVAL_MS);
  }
}

async function killOnceSaved(running: CliProcess, had: number): Promise<void> {
  await until(() => measurementsOf(statusSaved(), 'a').length > had, running.ended);
  running.child.kill('SIGKILL');
}
