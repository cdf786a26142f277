import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { HttpAnswer } from '../../src/providers/http/http.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { NOT_STARTED } from '../../src/resources/run-status.ts';
import { drive } from '../../src/runner/drive.ts';
import type { Progress } from '../../src/runner/progress.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, metric, ready, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom } from '../support/scripted-provider.ts';

/** Asks over HTTP and calls everything but 200 an error. */
const ASKING: Provider = {
  kind: 'scripted',
  type: 'Scripted',
  parse: (raw) => raw,
  async measure(_config, { http }) {
    const { status } = await http.send({ method: 'GET', url: 'http://metrics.test/', timeoutMs: 1000 });
    if (status !== 200) throw new Fault('PROVIDER_ANSWER_INVALID', `HTTP ${status}`);
    return { kind: 'value', value: 1, text: '1' };
  },
};

/** When the backend was asked, given what it answers in turn; the last answer repeats. */
async function askedAt(answers: readonly Partial<HttpAnswer>[], count = 2): Promise<readonly Instant[]> {
  const clock = new VirtualClock(T0);
  const asked: Instant[] = [];
  const send = (): Promise<HttpAnswer> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(clock.now());
    return Promise.resolve({ status: 200, statusText: '', headers: {}, body: '', ...answer });
  };
  const spec = ready([metric('m', { interval: seconds(20), count })]);
  const steps: Progress[] = [];
  const run = {
    ref: { name: 'r', namespace: 'n', uid: 'u' },
    resolve: () => resolvedFrom(spec),
    status: NOT_STARTED,
    memory: new Map(),
  };
  const finished = (async () => {
    const deps = { ...depsOf(clock, ASKING), http: { send } };
    for await (const step of drive({ ...run, stop: new AbortController().signal }, deps)) steps.push(step);
  })();
  await clock.run(at(3600));
  await finished;
  expect(steps.at(-1)?.status.phase).toBe('Successful');
  return asked;
}

describe('a backend that asks to be left alone', () => {
  it.each([429, 503])('with %i and Retry-After is not asked before that time', async (status) => {
    const [first, second] = await askedAt([{ status, headers: { 'retry-after': '90' } }, {}]);
    expect(first).toBe(T0);
    expect(second).toBeGreaterThanOrEqual(at(90));
    expect(second).toBeLessThan(at(91));
  });

  it('is asked at its own time when it wants less than the pause that comes anyway', async () => {
    const [, second] = await askedAt([{ status: 429, headers: { 'retry-after': '3' } }, {}]);
    expect(second).toBeGreaterThan(at(10));
    expect(second).toBeLessThan(at(11));
  });

  it('is heard only with 429 and 503', async () => {
    const [, second] = await askedAt([{ status: 500, headers: { 'retry-after': '90' } }, {}]);
    expect(second).toBeLessThan(at(11));
  });

  it('is asked once a look, never again within it', async () => {
    expect(await askedAt([{ status: 429, headers: { 'retry-after': '90' } }, {}], 1)).toHaveLength(2);
  });
});
