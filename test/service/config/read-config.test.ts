import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { defaultConfig, readConfig } from '../../../src/service/config/read-config.ts';

function read(text: string) {
  return readConfig({ name: 'verdict.yaml', text });
}

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'INPUT_INVALID') return thrown.message.split('\n');
    throw thrown;
  }
  throw new Error('it was taken');
}

const WHOLE = `
publicUrl: https://Verdict.example.com/
hosts: [verdict.tools.svc:8765, "*.Internal"]
trustedProxies: [10.0.0.0/8, "::1"]
authentication:
  oidc:
    issuer: https://login.example.com/realms/shop
    audience: verdict
    clientId: dashboard
    clientSecret: {file: /run/secrets/client}
    scopes: [groups]
    rolesClaim: realm_access.roles
    roles:
    - {value: sre, namespace: "*", role: admin}
egress:
  allow: ["*.example.com", 10.0.0.0/8, "*"]
  allowLinkLocal: true
  deny: [10.9.9.9]
grants:
- namespace: shop
  secrets: [{name: api-key, keys: [token], from: environment}]
- namespace: "*"
  environment: [WAVEFRONT_API_TOKEN]
  jobs: true
retention:
  default: {age: 30d}
  namespaces: {shop: {age: 1d12h, count: 500}}
rateLimit: {requestsPerMinute: 60}
limits: {liveRuns: 100, startsPerSecond: 5}
callbacks: {signingKey: {env: SIGNING_KEY}}
sharing: {skew: 500ms, perConnection: {concurrency: 4, requestsPerSecond: 2.5}}
`;

const DAY = 24 * 60 * 60 * 1000;

/** The YAML blocks of a page. */
function examplesIn(page: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs', page), 'utf8');
  return Array.from(text.matchAll(/^```yaml\n(.*?)^```$/gms), ([, block = '']) => block);
}

describe('the configuration of the service', () => {
  it.each(['service-configuration.md', 'security-of-the-service.md', 'reach.md'])(
    'is as the examples of docs/%s show it',
    (page) => {
      const examples = examplesIn(page);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(read(example).warnings).toEqual([]);
    },
  );

  it('is read with its defaults filled in', () => {
    expect(read(WHOLE)).toEqual({
      warnings: [],
      config: {
        publicUrl: 'https://verdict.example.com',
        hosts: ['verdict.tools.svc:8765', '*.internal'],
        trustedProxies: ['10.0.0.0/8', '::1'],
        authentication: {
          tokens: true,
          sessionLifetime: DAY / 2,
          oidc: {
            issuer: 'https://login.example.com/realms/shop',
            audience: 'verdict',
            client: {
              id: 'dashboard',
              secret: { kind: 'file', path: '/run/secrets/client' },
              scopes: ['openid', 'groups'],
            },
            nameClaim: 'email',
            rolesClaim: 'realm_access.roles',
            roles: [{ value: 'sre', namespace: '*', role: 'admin' }],
          },
        },
        egress: { allow: ['*.example.com', '10.0.0.0/8', '*'], allowLinkLocal: true, deny: ['10.9.9.9'] },
        grants: [
          {
            namespace: 'shop',
            secrets: [{ name: 'api-key', keys: ['token'], from: 'environment' }],
            environment: [],
            jobs: false,
          },
          { namespace: '*', secrets: [], environment: ['WAVEFRONT_API_TOKEN'], jobs: true },
        ],
        retention: {
          default: { age: 30 * DAY },
          namespaces: new Map([['shop', { age: 1.5 * DAY, count: 500 }]]),
        },
        rateLimit: { requestsPerMinute: 60, burst: 10 },
        limits: { liveRuns: 100, runsPerNamespace: 50, answerBytes: 1024 * 1024, startsPerSecond: 5 },
        callbacks: { signingKey: { kind: 'env', name: 'SIGNING_KEY' } },
        sharing: { enabled: true, skew: 500, perConnection: { concurrency: 4, requestsPerSecond: 2.5 } },
      },
    });
  });

  it('is JSON just as well', () => {
    expect(read('{"limits": {"liveRuns": 7, "runsPerNamespace": 7}}').config.limits).toEqual({
      liveRuns: 7,
      runsPerNamespace: 7,
      answerBytes: 1024 * 1024,
    });
  });

  it('takes fields that are left empty as not written', () => {
    expect(read('egress:\nlimits:\n').config).toEqual(defaultConfig());
  });

  it('has everybody in when nothing is said of authentication', () => {
    expect(defaultConfig().authentication).toBeUndefined();
  });

  it('tells every problem at once, with its place', () => {
    const text = [
      'publicUrl: https://verdict.example.com/dashboard',
      'authentification: {}',
      'authentication:',
      '  oidc: {issuer: http://login.example.com, audience: verdict, roles: [{value: a, namespace: Shop, role: runer}]}',
      'limits: {liveRuns: "5"}',
    ].join('\n');
    const label = expect.stringContaining('a lowercase RFC 1123 label') as string;
    expect(problemsOf(text).map((line) => (line.includes('RFC 1123') ? line.slice(0, 80) : line))).toEqual([
      'verdict.yaml:1:12: publicUrl: expected an address without a path, such as https://verdict.example.com, found the text "https://verdict.example.com/dashboard"',
      'verdict.yaml:2:1: authentification: unknown field "authentification"; did you mean "authentication"?',
      'verdict.yaml:4:18: authentication.oidc.issuer: expected an address that begins with https: (http only on this machine), found the text "http://login.example.com"',
      'verdict.yaml:4:93: authentication.oidc.roles[0].namespace: expected a namespace or "*": '.slice(0, 80),
      'verdict.yaml:4:105: authentication.oidc.roles[0].role: expected one of viewer, runner, admin, found the text "runer"; did you mean "runner"?',
      'verdict.yaml:5:20: limits.liveRuns: expected a whole number, found the text "5"; take the quotes off',
    ]);
    expect(problemsOf(text)[3]).toEqual(label);
  });

  it.each([
    ['hosts: ["a b"]', 'hosts[0]: expected a host such as'],
    ['hosts: ["*"]', 'hosts[0]: expected a host such as'],
    ['hosts: [https://verdict.example.com]', 'hosts[0]: expected a host such as'],
    ['publicUrl: verdict.example.com', 'publicUrl: expected an address without a path'],
    ['publicUrl: https://me:pw@verdict.example.com', 'publicUrl: expected an address without a path'],
    ['trustedProxies: [proxy]', 'trustedProxies[0]: expected an address such as 10.1.2.3'],
    ['trustedProxies: [10.1]', 'trustedProxies[0]: expected a text, found the number 10.1; put it in quotes'],
    ['trustedProxies: ["10.1"]', 'trustedProxies[0]: expected an address such as 10.1.2.3'],
    ['egress: {deny: [10.0.0.0/33]}', 'egress.deny[0]: expected a host'],
    ['egress: {deny: [10.0.0.300]}', 'egress.deny[0]: expected a host'],
    ['egress: {allow: ["*example.com"]}', 'egress.allow[0]: expected a host'],
    ['authentication: {tokens: false}', 'authentication.tokens: tokens are switched off and "oidc" is missing'],
    ['authentication: {sessionLifetime: 0s}', 'authentication.sessionLifetime: expected a duration longer than zero'],
    ['retention: {default: {age: 30}}', 'retention.default.age: expected a text, found the number 30'],
    ['retention: {default: {age: 30days}}', 'retention.default.age: expected a duration such as 90d'],
    ['retention: {default: {age: -1h}}', 'retention.default.age: expected a duration such as 90d'],
    ['retention: {default: {count: 0}}', 'retention.default.count: expected 1 or more, found the number 0'],
    ['retention: {namespaces: {Shop: {count: 1}}}', 'retention.namespaces.Shop: expected the name of a namespace'],
    ['rateLimit: {burst: 5}', 'rateLimit.requestsPerMinute: "requestsPerMinute" is missing'],
    ['rateLimit: {requestsPerMinute: 1.5}', 'rateLimit.requestsPerMinute: expected a whole number'],
    ['sharing: {perConnection: {requestsPerSecond: 0}}', 'expected more than 0, found the number 0'],
    ['grants: [{secrets: []}]', 'grants[0].namespace: "namespace" is missing'],
    ['grants: [{namespace: shop, environment: ["A-B"]}]', 'grants[0].environment[0]: expected the name of a variable'],
    [
      'grants: [{namespace: shop, secrets: [{name: ../x, from: folder}]}]',
      'grants[0].secrets[0].name: expected the name',
    ],
    ['callbacks: {signingKey: {}}', 'callbacks.signingKey: expected either "env" or "file", found neither'],
    ['callbacks: {signingKey: {env: A, file: b}}', 'callbacks.signingKey: expected either "env" or "file", found both'],
    ['- a', ': expected an object, found a list'],
    ['', 'verdict.yaml:1:1: the file is empty; leave --config out for the defaults'],
    ['limits: {}\n---\nlimits: {}', 'verdict.yaml:3:1: the configuration is one document, found another'],
    ['limits: {}\nlimits: {}', 'this name is written twice in one object'],
    ['limits: {', 'verdict.yaml:1:10'],
  ])('refuses %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  const oidc = (more: string) =>
    `authentication: {oidc: {issuer: https://a.example, audience: v, roles: [{value: a, namespace: b, role: admin}], ${more}}}`;

  it.each([
    ['clientId: dashboard', 'signing in takes a "publicUrl" at the top'],
    ['clientSecret: {env: A}', '"clientSecret" is for signing in, which takes a "clientId" too'],
    ['scopes: [a]', '"scopes" is for signing in, which takes a "clientId" too'],
  ])('refuses OIDC with %s alone', (more, problem) => {
    expect(problemsOf(oidc(more))).toEqual([expect.stringContaining(problem)]);
  });

  it('takes an issuer without TLS on this machine only', () => {
    const text = oidc('nameClaim: sub').replace('https://a.example', 'http://127.0.0.1:9000');
    expect(read(text).config.authentication?.oidc?.issuer).toBe('http://127.0.0.1:9000');
  });

  it.each(['"canary-secret"', '{env: "canary-secret value"}', '{value: canary-secret}', '["canary-secret"]'])(
    'does not quote a secret that was written in clear: %s',
    (secret) => {
      const problems = problemsOf(`callbacks: {signingKey: ${secret}}`).join('\n');
      expect(problems).toContain('callbacks.signingKey');
      expect(problems).not.toContain('canary-secret');
    },
  );

  it('warns of words that other readers take for truth values', () => {
    const { config, warnings } = read('sharing: {enabled: no}');
    expect(config.sharing.enabled).toBe(false);
    expect(warnings).toEqual([expect.stringContaining('warning: sharing.enabled: no is read as false')]);
  });
});
