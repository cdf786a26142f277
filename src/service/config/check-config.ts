import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { MASK } from '../../core/secret.ts';
import { kindOf } from '../../resources/checks/describe.ts';
import { memberPath } from '../../resources/path.ts';
import type { Report } from '../../resources/reading/report.ts';
import { fieldsAt } from './fields-at.ts';
import { referencesIn } from './references-in.ts';
import {
  durationTrouble,
  emptyTrouble,
  hostTrouble,
  issuerTrouble,
  lengthTrouble,
  namespaceTrouble,
  networkTrouble,
  oneNamespaceTrouble,
  publicUrlTrouble,
  secretNameTrouble,
  targetTrouble,
  variableTrouble,
} from './words.ts';

/** What texts must be, beyond being texts. */
const TEXTS: readonly (readonly [place: string, trouble: (text: string) => string | undefined])[] = [
  ['publicUrl', publicUrlTrouble],
  ['hosts[]', hostTrouble],
  ['trustedProxies[]', networkTrouble],
  ['authentication.sessionLifetime', lengthTrouble],
  ['authentication.oidc.issuer', issuerTrouble],
  ['authentication.oidc.audience', emptyTrouble],
  ['authentication.oidc.clientId', emptyTrouble],
  ['authentication.oidc.nameClaim', emptyTrouble],
  ['authentication.oidc.rolesClaim', emptyTrouble],
  ['authentication.oidc.scopes[]', emptyTrouble],
  ['authentication.oidc.roles[].value', emptyTrouble],
  ['authentication.oidc.roles[].namespace', namespaceTrouble],
  ['egress.allow[]', targetTrouble],
  ['egress.deny[]', targetTrouble],
  ['grants[].namespace', namespaceTrouble],
  ['grants[].secrets[].name', secretNameTrouble],
  ['grants[].secrets[].keys[]', emptyTrouble],
  ['grants[].environment[]', variableTrouble],
  ['retention.default.age', lengthTrouble],
  ['retention.namespaces.*.age', lengthTrouble],
  ['sharing.skew', durationTrouble],
];

/** Numbers that must be at least 1. */
const POSITIVE: readonly string[] = [
  'retention.default.count',
  'retention.namespaces.*.count',
  'rateLimit.requestsPerMinute',
  'rateLimit.burst',
  'limits.liveRuns',
  'limits.runsPerNamespace',
  'limits.answerBytes',
  'limits.startsPerSecond',
  'sharing.perConnection.concurrency',
  'sharing.perConnection.burst',
];

/** Tells everything that the schema does not: what texts and numbers must be, and what must stand together. */
export function checkConfig(config: JsonObject, report: Report): void {
  checkTexts(config, report);
  checkNumbers(config, report);
  checkReferences(config, report);
  checkNamespaceNames(config, report);
  checkAuthentication(config, report);
}

function checkTexts(config: JsonObject, report: Report): void {
  for (const [place, troubleOf] of TEXTS) {
    for (const { path, value } of fieldsAt(config, place)) {
      const expected = typeof value === 'string' ? troubleOf(value) : undefined;
      if (expected === undefined) continue;
      const found = kindOf(value);
      report.add({ path, found, expected, sentence: `expected ${expected}, found ${found}` });
    }
  }
}

function checkNumbers(config: JsonObject, report: Report): void {
  const atLeastOne = POSITIVE.flatMap((place) => fieldsAt(config, place)).filter(
    ({ value }) => Number.isSafeInteger(value) && Number(value) < 1,
  );
  const moreThanNone = fieldsAt(config, 'sharing.perConnection.requestsPerSecond').filter(
    ({ value }) => typeof value === 'number' && value <= 0,
  );
  for (const { path, value } of atLeastOne) {
    report.add({ path, expected: '1 or more', sentence: `expected 1 or more, found ${kindOf(value)}` });
  }
  for (const { path, value } of moreThanNone) {
    report.add({ path, expected: 'more than 0', sentence: `expected more than 0, found ${kindOf(value)}` });
  }
}

function checkReferences(config: JsonObject, report: Report): void {
  for (const { path, value } of referencesIn(config)) {
    if (!isJsonObject(value)) continue;
    const { env, file } = value;
    if ((env === undefined) === (file === undefined)) {
      const sentence = `expected either "env" or "file", found ${env === undefined ? 'neither' : 'both'}`;
      report.add({ path, at: 'key', expected: 'either "env" or "file"', sentence });
    }
    const expected = typeof env === 'string' ? variableTrouble(env) : undefined;
    if (expected === undefined) continue;
    // Not quoted: whoever puts the secret itself here should not find it in a log.
    const sentence = `expected ${expected}, which holds the secret; found another text`;
    report.add({ path: memberPath(path, 'env'), found: `the text "${MASK}"`, expected, sentence });
  }
}

function checkNamespaceNames(config: JsonObject, report: Report): void {
  for (const { value } of fieldsAt(config, 'retention.namespaces')) {
    for (const name of Object.keys(isJsonObject(value) ? value : {})) {
      const expected = oneNamespaceTrouble(name);
      if (expected === undefined) continue;
      const path = memberPath('retention.namespaces', name);
      report.add({ path, at: 'key', expected, sentence: `expected ${expected}, found "${name}"` });
    }
  }
}

function checkAuthentication(config: JsonObject, report: Report): void {
  const { authentication, publicUrl } = config;
  if (!isJsonObject(authentication)) return;
  const { tokens, oidc } = authentication;
  if (tokens === false && oidc === undefined) {
    const sentence = 'tokens are switched off and "oidc" is missing, so nobody could authenticate';
    report.add({ path: 'authentication.tokens', expected: 'true', sentence });
  }
  if (!isJsonObject(oidc)) return;
  if (Array.isArray(oidc['roles']) && oidc['roles'].length === 0) {
    const sentence = 'the list is empty, so no JWT would allow anything';
    report.add({ path: 'authentication.oidc.roles', expected: 'one rule or more', sentence });
  }
  if (oidc['clientId'] === undefined) {
    for (const field of ['clientSecret', 'scopes'].filter((name) => oidc[name] !== undefined)) {
      const sentence = `"${field}" is for signing in, which takes a "clientId" too`;
      report.add({ path: `authentication.oidc.${field}`, at: 'key', expected: 'a field "clientId"', sentence });
    }
  } else if (publicUrl === undefined) {
    const sentence = 'signing in takes a "publicUrl" at the top: it is where the issuer sends people back to';
    report.add({ path: 'authentication.oidc.clientId', at: 'key', expected: 'a field "publicUrl"', sentence });
  }
}
