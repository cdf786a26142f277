import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliProcess, cliProcess, started } from '../support/cli-process.ts';
import { prometheusBinary, type RealPrometheus, startPrometheus } from '../support/real-prometheus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const binary = prometheusBinary('runs against a real Prometheus');

/** 970 good requests of 1000. */
const SUCCESS_RATE = 'sum(requests_total{code!~"5.."}) / sum(requests_total)';

describe.skipIf(binary === undefined)('a template against a real Prometheus that scrapes a real process', () => {
  const folder = temporaryFolder();
  let service: CliProcess;
  let prometheus: RealPrometheus;

  beforeAll(async () => {
    service = started(process.execPath, [fileURLToPath(import.meta.resolve('./scraped-process.ts')), '970', '30'], {});
    const [port] = (await once(service.child.stdout as NodeJS.ReadableStream, 'data')) as [string];
    prometheus = await startPrometheus(binary ?? '', { scrapeTargets: [`127.0.0.1:${port.trim()}`] });
    await prometheus.untilSeries('requests_total');
  });
  afterAll(async () => {
    await prometheus?.stop();
    service?.child.kill('SIGKILL');
    folder.remove();
  });

  it.each<{
    verdict: string;
    metric: Readonly<Record<string, unknown>>;
    query?: string;
    code: number;
    status: object;
    metricSays: object;
    sentence: RegExp;
  }>([
    {
      verdict: 'pass',
      metric: { successCondition: 'result[0] >= 0.95' },
      code: 0,
      status: {
        phase: 'Successful',
        runSummary: { count: 1, successful: 1 },
        metricResults: [{ phase: 'Successful', count: 2, successful: 2 }],
      },
      metricSays: {
        deciding: {
          phase: 'Successful',
          value: '[0.97]',
          conditions: [{ which: 'successCondition', outcome: 'true' }],
        },
      },
      sentence: /^pass: success-rate held: 2 of 2 measurements good; last value \[0\.97\]/,
    },
    {
      verdict: 'fail',
      metric: { successCondition: 'result[0] >= 0.99' },
      code: 1,
      status: {
        phase: 'Failed',
        message: 'Metric "success-rate" assessed Failed due to failed (1) > failureLimit (0)',
        metricResults: [{ phase: 'Failed', count: 1, failed: 1 }],
      },
      metricSays: {
        deciding: {
          value: '[0.97]',
          conditions: [
            {
              outcome: 'false',
              explained: { text: 'result[0] >= 0.99', value: 'false', parts: [{ text: 'result[0]', value: '0.97' }] },
            },
          ],
        },
        limits: expect.arrayContaining([{ limit: 'failureLimit', had: 1, allowed: 0, isHit: true }]),
      },
      sentence: /^fail: success-rate failed: 1 failure, 0 allowed/,
    },
    {
      verdict: 'undecided',
      metric: { successCondition: 'result[0] >= 0.99', failureCondition: 'result[0] < 0.9' },
      code: 2,
      status: { phase: 'Inconclusive', metricResults: [{ phase: 'Inconclusive', inconclusive: 1 }] },
      metricSays: { deciding: { phase: 'Inconclusive', conditions: [{ outcome: 'false' }, { outcome: 'false' }] } },
      sentence: /^undecided: success-rate /,
    },
    {
      verdict: 'error',
      metric: { successCondition: 'result[0] >= 0.95', consecutiveErrorLimit: 0 },
      query: 'sum(requests_total{',
      code: 3,
      status: {
        phase: 'Error',
        metricResults: [
          {
            phase: 'Error',
            error: 1,
            consecutiveError: 1,
            measurements: [{ phase: 'Error', message: expect.stringContaining('bad_data') }],
          },
        ],
      },
      metricSays: {
        deciding: {
          phase: 'Error',
          message: expect.stringContaining('parse error'),
          source: { status: 400, address: expect.stringContaining('/api/v1/query') },
        },
      },
      sentence: /^error: success-rate .*bad_data/,
    },
  ])('ends with $verdict', async ({ verdict, metric, query = SUCCESS_RATE, code, status, metricSays, sentence }) => {
    const template = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'success-rate' },
      spec: {
        args: [{ name: 'address' }],
        metrics: [
          {
            name: 'success-rate',
            interval: '100ms',
            count: 2,
            ...metric,
            provider: { prometheus: { address: '{{args.address}}', query } },
          },
        ],
      },
    };
    const file = folder.write(`${verdict}.json`, JSON.stringify(template));
    const ended = await cliProcess(['run', file, '--arg', `address=${prometheus.address}`, '-o', 'json']).ended;
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({
      code,
      stderr: expect.stringContaining(`verdict=${verdict}`),
    });
    const report = JSON.parse(ended.stdout);
    expect(report).toMatchObject({
      verdict,
      exitCode: code,
      status,
      metrics: [metricSays],
      sentence: expect.stringMatching(sentence),
    });
  });
});
