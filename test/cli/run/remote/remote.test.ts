import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { makeCertificates, opensslBinary } from '../../../support/certificates.ts';
import { type CliGiven, type CliResult, cli as cliOf, type TestWorld, testWorld } from '../../../support/cli-world.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';
import { type TemplateMetric, webTemplate } from '../../../support/templates.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { until } from '../../../support/until.ts';
import { commandsIn } from '../github/as-github-reads.ts';
import { problemOf, SmallGate } from './small-gate.ts';

const folder = temporaryFolder();
let backend: TestServer;
let gate: SmallGate;
let answers: unknown[] = [1];

beforeAll(async () => {
  backend = await startServer(({ path }) => {
    if (path === '/down') return { status: 503, body: 'out of order' };
    return { body: { value: answers.length > 1 ? answers.shift() : answers[0] } };
  });
  gate = await SmallGate.start();
});
afterEach(() => {
  gate.before = () => undefined;
  answers = [1];
});
afterAll(async () => {
  await gate.stop();
  await backend.stop();
  folder.remove();
});

const FAST = { interval: '5ms', count: 3, consecutiveErrorLimit: 0 } as const;
const HOLDS = { ...FAST, successCondition: 'result > 0.9' };
const ENDLESS = { interval: '10ms', successCondition: 'result > 0.9' };

function fileOf(metrics: readonly TemplateMetric[], more: Readonly<Record<string, unknown>> = {}, path = '/'): string {
  return folder.write('template.json', webTemplate(backend.url + path, metrics, more));
}

/** The body of the last start. */
function started(): JsonObject {
  const start = gate.requests.findLast(({ method, path }) => method === 'POST' && path.endsWith('/runs'));
  return JSON.parse(start?.body ?? '{}') as JsonObject;
}

/** Each command line has ids of its own, as in life: by them the service knows a start that it has seen. */
function cli(words: readonly string[], given: CliGiven | TestWorld = {}): Promise<CliResult> {
  return cliOf(words, 'said' in given ? given : { uid: randomUUID(), ...given });
}

describe('a run at a service ends as one here', () => {
  it.each<{
    given: string;
    answers: unknown[];
    metrics: TemplateMetric[];
    path?: string;
    more?: string[];
    code: number;
  }>([
    { given: 'answers that hold', answers: [0.99], metrics: [HOLDS], code: 0 },
    {
      given: 'more failures than allowed',
      answers: [0.99, 0.5, 0.5],
      metrics: [{ ...HOLDS, failureLimit: 1 }],
      code: 1,
    },
    {
      given: 'unclear answers',
      answers: [0.5],
      metrics: [{ ...HOLDS, failureCondition: 'result < 0.1' }],
      code: 2,
    },
    { given: 'a backend that is down', answers: [], metrics: [FAST], path: '/down', code: 3 },
    { given: 'dry runs only', answers: [0.5], metrics: [HOLDS], more: ['--dry-run'], code: 5 },
  ])('with $code for $given', async ({ answers: given, metrics, path, more = [], code }) => {
    const file = fileOf(metrics, {}, path);
    answers = [...given];
    const here = await cli(['run', file, ...more]);
    answers = [...given];
    const there = await cli(['run', file, ...more, '--server', gate.url]);
    expect([here.code, there.code]).toEqual([code, code]);
    expect(comparable(there.stdout)).toEqual(comparable(here.stdout));
  });

  it.each(['json', 'yaml', 'junit', 'markdown'])('with the same report as %s', async (format) => {
    answers = [0.99, 0.5, 0.5];
    const file = fileOf([{ ...HOLDS, failureLimit: 1 }], { args: [{ name: 'service' }] });
    const words = ['run', file, '-a', 'service=checkout', '-o', format];
    const here = await cli(words);
    answers = [0.99, 0.5, 0.5];
    const there = await cli([...words, '--server', gate.url]);
    expect(there.code).toBe(1);
    expect(comparable(there.stdout)).toEqual(comparable(here.stdout));
  });
});

/** What must be the same of two runs: all but times, and what each run is called. The note says where it is. */
function comparable(text: string): string {
  return (
    text
      .replaceAll(/.* note .*\n/g, '')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
      .replaceAll(/checkout-[0-9a-f]{5}/g, 'NAME')
      .replaceAll(/took \d:\d\d/g, 'took TIME')
      .replaceAll(/time="[\d.]+"/g, 'TIME')
      // Counts are those of the moment, and a look at the service may bring several measurements.
      .replaceAll(/ (failed|count|consecutiveError|consecutiveSuccess|inconclusive)=\d+(\/\d+)?/g, '')
  );
}

describe('what the service is asked', () => {
  it('is the template as it was written, the arguments it has, labels and the time it may take', async () => {
    const file = fileOf([HOLDS], { args: [{ name: 'service' }, { name: 'zone', value: 'a' }] });
    const shared = folder.write('args.yaml', 'service: checkout\nother: x\n');
    const more = ['--label', 'team=shop', '--label', 'commit=4c8', '--timeout', '1h', '-n', 'team-a'];
    const { code } = await cli(['run', file, '--args-file', shared, '--server', `${gate.url}/`, ...more]);
    expect(code).toBe(0);
    expect(started()).toEqual({
      template: JSON.parse(readFileSync(file, 'utf8')),
      args: { service: 'checkout' },
      labels: { team: 'shop', commit: '4c8' },
      timeout: '1h',
    });
    expect(gate.requests.at(-1)?.path).toMatch(/^\/api\/v1\/namespaces\/team-a\/runs\//);
  });

  it('is one template, put together here of several and of what is left of them', async () => {
    const outer = JSON.parse(
      webTemplate(backend.url, [{ ...HOLDS, name: 'outer' }], { templates: [{ templateName: 'inner' }] }),
    );
    const inner = JSON.parse(
      webTemplate(backend.url, [{ ...HOLDS, name: 'in-{{args.x}}' }], { args: [{ name: 'x' }] }),
    );
    const files = [
      folder.write('outer.json', JSON.stringify(outer)),
      folder.write('inner.json', JSON.stringify({ ...inner, metadata: { name: 'inner' } })),
    ];
    const words = ['run', ...files, '-t', 'checkout', '-a', 'x=1', '--server', gate.url];
    expect((await cli([...words, '-o', 'json'])).code).toBe(0);
    expect(started()).toMatchObject({
      template: {
        kind: 'AnalysisTemplate',
        metadata: { name: 'checkout' },
        spec: { metrics: [{ name: 'outer' }, { name: 'in-{{args.x}}' }], args: [{ name: 'x', value: '1' }] },
      },
    });
    const { stdout } = await cli([...words, '--metric', 'in-1', '--dry-run', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'notEvaluated', metrics: [{ name: 'in-1', dryRun: true }] });
  });

  it('can be a template that it keeps', async () => {
    gate.templates.set('kept', JSON.parse(webTemplate(backend.url, [HOLDS])) as JsonObject);
    const words = ['run', '--server', gate.url, '--template-ref'];
    expect((await cli([...words, 'kept'])).code).toBe(0);
    expect(started()).toEqual({ templateRef: { name: 'kept' } });
    const { code, stderr } = await cli([...words, 'ClusterAnalysisTemplate/none']);
    expect({ code, stderr }).toEqual({ code: 4, stderr: 'verdict: there is no AnalysisTemplate "none"\n' });
    expect(started()).toEqual({ templateRef: { name: 'none', clusterScope: true } });
  });

  it('comes with the token of the environment, or of a file', async () => {
    const file = fileOf([HOLDS]);
    const env = { VERDICT_SERVER: gate.url, VERDICT_TOKEN: 'vt_environment' };
    expect((await cli(['run', file], { env })).code).toBe(0);
    expect(gate.requests.at(-1)?.headers['authorization']).toBe('Bearer vt_environment');
    const token = folder.write('token', 'vt_file\n');
    expect((await cli(['run', file, '--token-file', token], { env })).code).toBe(0);
    expect(gate.requests.at(-1)?.headers['authorization']).toBe('Bearer vt_file');
  });

  it('is nothing when --server is empty: then the run is done here', async () => {
    const before = gate.requests.length;
    const { code } = await cli(['run', fileOf([HOLDS]), '--server', ''], { env: { VERDICT_SERVER: gate.url } });
    expect([code, gate.requests.length]).toEqual([0, before]);
  });
});

describe('what a run at a service leaves behind', () => {
  it('is its evidence, which can be replayed, and its report', async () => {
    answers = [0.5];
    const evidence = folder.at('evidence.json');
    const out = folder.at('report.json');
    const words = ['run', fileOf([HOLDS]), '--server', gate.url, '--evidence', evidence, '-o', 'json', '--out', out];
    const { code, stdout } = await cli(words);
    expect(code).toBe(1);
    expect(stdout).toMatch(/measurement +metric=m1 phase=Failed value=0.5/);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ verdict: 'fail', run: { source: ['checkout'] } });
    expect(await cli(['replay', evidence])).toMatchObject({ code: 1, stderr: '' });
  });

  it('is told to GitHub as well', async () => {
    answers = ['##[add-mask]x'];
    const { code, stdout } = await cli(['run', fileOf([FAST]), '--server', gate.url, '-o', 'github']);
    expect(code).toBe(0);
    expect(commandsIn(stdout).map(({ name }) => name)).toEqual(['group', 'endgroup', 'notice']);
  });
});

describe('while the run goes on', () => {
  it('its measurements are shown as they come, each once', async () => {
    const file = fileOf([{ ...HOLDS, interval: '600ms', count: 4 }]);
    const { stdout } = await cli(['run', file, '--server', gate.url]);
    const shown = [...stdout.matchAll(/ measurement .* count=(\d)\/4/g)].map(([, count]) => count);
    expect(shown).toHaveLength(4);
    expect(new Set(shown).size).toBeGreaterThan(1);
    expect(stdout.match(/ metric +metric=m1 phase=Successful/g)).toHaveLength(1);
  });

  it('Ctrl-C ends it at the service, and the verdict follows', async () => {
    const world = testWorld({ uid: randomUUID() });
    const running = cli(['run', fileOf([ENDLESS]), '--timeout', '1h', '--server', gate.url], world);
    await until(() => world.said().stdout.includes('The run goes on'), running);
    world.interrupt();
    const { code, stdout } = await running;
    expect(code).toBe(5);
    expect(stdout).toMatch(/note +text="Stopping: /);
    expect(stdout).toContain('notEvaluated: the run was stopped before its limits decided');
    expect(world.leftWith()).toBeUndefined();
  });

  it('Ctrl-C twice leaves at once', async () => {
    let now = 0;
    const world = testWorld({ uid: randomUUID(), elapsed: () => now });
    const running = cli(['run', fileOf([ENDLESS]), '--timeout', '1h', '--server', gate.url], world);
    await until(() => world.said().stdout.includes('The run goes on'), running);
    gate.before = ({ path }) => (path.endsWith('/terminate') ? { status: 502 } : undefined);
    world.interrupt();
    now += 1_000;
    world.interrupt();
    expect(world.leftWith()).toBe(130);
    gate.before = () => undefined;
    expect((await running).code).toBe(5);
  });
});

describe('a service that is away for a moment', () => {
  it('is asked again, and a start whose answer was lost starts nothing twice', async () => {
    let posts = 0;
    gate.before = ({ method }) => {
      if (method !== 'POST') return undefined;
      posts += 1;
      return posts === 1 ? { status: 503 } : posts === 2 ? 'lost' : undefined;
    };
    const before = gate.runs;
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', gate.url]);
    expect([code, gate.runs - before, posts]).toEqual([0, 1, 3]);
    expect(stderr).toBe(
      `The service does not answer, and is asked again: POST /namespaces/default/runs was answered with HTTP 503 Service Unavailable\nThe service answers again.\n`,
    );
  });

  it('is asked again for a run that goes on', async () => {
    let gets = 0;
    gate.before = ({ method }) => {
      if (method !== 'GET') return undefined;
      gets += 1;
      if (gets === 2) return problemOf(new Fault('STORE_UNFIT', 'for a moment'), 500);
      return gets === 1 ? { status: 502, body: '<html>bad gateway</html>' } : undefined;
    };
    const { code, stdout } = await cli(['run', fileOf([{ ...HOLDS, interval: '100ms' }]), '--server', gate.url]);
    expect(code).toBe(0);
    expect(stdout.match(/is asked again/g)).toHaveLength(1);
    expect(stdout).toContain('The service answers again.');
  });

  it('is left in peace as long as it asks for', async () => {
    const at: number[] = [];
    gate.before = ({ method }) => {
      if (method !== 'POST') return undefined;
      at.push(performance.now());
      const busy = new Fault('BUSY', 'too many runs go on');
      return at.length === 1 ? retryable(busy, { 'retry-after': '1' }) : undefined;
    };
    expect((await cli(['run', fileOf([HOLDS]), '--server', gate.url])).code).toBe(0);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('ends the command when it stays away, with where it was', async () => {
    let now = 0;
    const elapsed = (): number => (now += 20_000);
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', 'http://127.0.0.1:1'], { elapsed });
    expect(code).toBe(3);
    expect(stderr).toContain(
      'verdict: the service at http://127.0.0.1:1 does not answer: Post "http://127.0.0.1:1/api/v1',
    );
  });
});

function retryable(fault: Fault, headers: Record<string, string>) {
  const { body } = problemOf(fault);
  return { status: 503, headers, body: { ...JSON.parse(String(body)), retryable: true } };
}

describe('what the service refuses', () => {
  it('is said in its words, with the code of bad input', async () => {
    const file = fileOf([HOLDS], { templates: [{ templateName: 'kept' }], args: [] });
    gate.before = () => ({
      status: 422,
      body: {
        detail: 'the template does not hold together',
        code: 'INPUT_INVALID',
        problems: [
          { in: 'body', pointer: '/template/spec', detail: '/template/spec: count is "x"', severity: 'error' },
          { in: 'body', pointer: '/timeout', detail: 'a note', severity: 'note' },
        ],
      },
    });
    expect(await cli(['run', file, '--server', gate.url])).toMatchObject({
      code: 4,
      stderr: 'verdict: the template does not hold together\n/template/spec: count is "x"\n',
    });
  });

  it('is an error once the run has been begun', async () => {
    gate.before = ({ method }) =>
      method === 'GET' ? problemOf(new Fault('UNAUTHENTICATED', 'the token is over'), 401) : undefined;
    const { code, stderr } = await cli(['run', fileOf([{ ...HOLDS, interval: '1s' }]), '--server', gate.url]);
    expect([code, stderr]).toEqual([
      3,
      'verdict: the run was begun, and the service says no more of it: the token is over\n',
    ]);
  });

  it.each<{ given: string; code: 'BUSY' | 'FORBIDDEN' | 'STORE_UNFIT'; exit: number }>([
    { given: 'FORBIDDEN', code: 'FORBIDDEN', exit: 4 },
    { given: 'STORE_UNFIT', code: 'STORE_UNFIT', exit: 3 },
  ])('ends with $exit for $given', async ({ code, exit }) => {
    gate.before = () => problemOf(new Fault(code, 'no \u001b[2J'));
    expect(await cli(['run', fileOf([HOLDS]), '--server', gate.url])).toMatchObject({
      code: exit,
      stderr: 'verdict: no \\x1b[2J\n',
    });
  });

  it.each([
    { status: 402, exit: 4 },
    { status: 403, exit: 4 },
    { status: 507, exit: 3 },
  ])('ends with $exit for a code that only a newer service knows, with status $status', async ({ status, exit }) => {
    gate.before = () => ({ status, body: { code: 'NEW_ONE', detail: 'something new' } });
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', gate.url]);
    expect([code, stderr]).toEqual([exit, 'verdict: something new\n']);
  });

  it('shows no token, whatever is answered', async () => {
    gate.before = ({ headers }) => problemOf(new Fault('FORBIDDEN', `not for ${headers['authorization']}`));
    const env = { VERDICT_TOKEN: 'vt_canary' };
    expect((await cli(['run', fileOf([HOLDS]), '--server', gate.url], { env })).stderr).toBe(
      'verdict: not for Bearer *****\n',
    );
  });
});

describe('something else at that address', () => {
  it.each<{ given: string; answer: object; says: string }>([
    {
      given: 'a page',
      answer: { status: 404, body: '<html>' },
      says: 'POST /namespaces/default/runs was answered with HTTP 404 Not Found: is this the address of a gate service?',
    },
    {
      given: 'a redirect',
      answer: { status: 301, headers: { location: 'https://gate.example.com/' } },
      says: 'POST /namespaces/default/runs was answered with HTTP 301 Moved Permanently: it points to https://gate.example.com/',
    },
    {
      given: 'a text',
      answer: { status: 200, body: 'ok' },
      says: 'POST /namespaces/default/runs was answered with something that is no run of a gate',
    },
  ])('that answers with $given is told apart', async ({ answer, says }) => {
    gate.before = () => answer;
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', gate.url]);
    expect([code, stderr]).toEqual([3, `verdict: ${gate.url}: ${says}\n`]);
  });

  it('that answers with a run that is none is told apart', async () => {
    gate.before = () => ({ body: { id: 'x' } });
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', gate.url]);
    expect([code, stderr]).toEqual([
      3,
      'verdict: the service answered with a run that cannot be read: run.name is missing\n',
    ]);
  });
});

const openssl = opensslBinary('TLS');

describe.skipIf(openssl === undefined)('a service whose certificate nobody trusts', () => {
  it('is told nothing, and not asked again', async () => {
    const stranger = await startServer(() => ({ body: {} }), makeCertificates(openssl ?? '').server);
    const env = { VERDICT_TOKEN: 'vt_1' };
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', stranger.url], { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^verdict: https:.*: tls: failed to verify certificate: x509: certificate signed by unknown authority\n$/,
    );
    expect(stranger.requests).toEqual([]);
    await stranger.stop();
  });
});

describe('a token', () => {
  it('does not go over a network in the clear without a word', async () => {
    const env = { VERDICT_TOKEN: 'vt_1', HTTP_PROXY: gate.url };
    gate.before = () => problemOf(new Fault('FORBIDDEN', 'no'));
    const { stderr } = await cli(['run', fileOf([HOLDS]), '--server', 'http://gate.invalid'], { env });
    expect(stderr).toBe(
      'The token goes to http://gate.invalid unencrypted, and whoever is on the way can read it: use https.\nverdict: no\n',
    );
  });
});

describe('a command line for a service', () => {
  it.each<{ given: string[]; says: string }>([
    {
      given: ['--server', 'ftp://x'],
      says: '--server "ftp://x": an address such as https://verdict.example.com was expected',
    },
    {
      given: ['--server', 'gate'],
      says: '--server "gate": an address such as https://verdict.example.com was expected',
    },
    { given: ['--server', 'http://a:b@x'], says: '--server: no name or password may stand in the address' },
    { given: ['--server', 'http://x/?y'], says: '--server "http://x/?y": no ? and no # may stand in it' },
    {
      given: ['--label', 'a=b'],
      says: '--label: only for a run at a service, which --server URL or VERDICT_SERVER names',
    },
    { given: ['--server', 'http://x', '--label', 'a'], says: '--label needs NAME=VALUE, there is no = in it' },
    {
      given: ['--server', 'http://x', '--template-ref', 'a'],
      says: '--template-ref a names a template of the service, which is run as it is: leave out a file',
    },
    { given: ['--server', 'http://x', '--token-file', '/none'], says: '--token-file /none cannot be read: ENOENT' },
    { given: ['--server', 'http://x', '--timeout', 'soon'], says: '--timeout "soon": a duration above 0 was expected' },
    { given: ['--server', 'http://x', '-a', 'stranger=1'], says: '--arg stranger=…: there are no arguments' },
    {
      given: ['--server', 'http://x', '--secret', 'a/b=c', '--save', 'x', '--plugin', 'p'],
      says: '--secret is not for a run at a service: secrets come from where the service keeps them, never from a request\n--plugin is not for a run at a service: the service has its own plugins\n--save is not for a run at a service: the service keeps the run itself\n',
    },
  ])('is refused when it has $given', async ({ given, says }) => {
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), ...given]);
    expect(code).toBe(4);
    expect(stderr).toContain(says);
  });

  it('is refused before anything is asked when the run would have no end', async () => {
    const before = gate.requests.length;
    const { code, stderr } = await cli(['run', fileOf([ENDLESS]), '--server', gate.url]);
    expect(code).toBe(4);
    expect(stderr).toContain('Give the run an end with --timeout DURATION, or the metric a count.');
    expect(gate.requests).toHaveLength(before);
    expect(existsSync(folder.at('none'))).toBe(false);
  });

  it('is refused with a token that cannot be one, which is not shown', async () => {
    const env = { VERDICT_TOKEN: 'two words' };
    const { code, stderr } = await cli(['run', fileOf([HOLDS]), '--server', gate.url], { env });
    expect([code, stderr]).toEqual([
      4,
      'verdict: VERDICT_TOKEN: one token was expected, in printable ASCII and without a blank in it\n',
    ]);
  });
});
