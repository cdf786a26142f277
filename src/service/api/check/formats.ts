import { Fault } from '../../../core/fault.ts';
import { durationMs } from '../../../core/go/duration.ts';
import { dnsLabelFaults, subdomainFaults } from '../../../resources/names/dns-names.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import { labelFaults } from '../runs/label-filter.ts';
import { VERDICTS_EXPECTED, verdictFaults } from '../runs/verdict-filter.ts';
import { waitFaults } from '../runs/wait-of.ts';
import type { Format } from '../schema/names.ts';

/** What is wrong with a text of a format, and what was expected. */
interface Rule {
  readonly expected: string;
  faults(text: string): readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const RULES: Readonly<Record<Format, Rule>> = {
  uuid: {
    expected: 'a UUID in lower case',
    faults: (text) => (UUID.test(text) ? [] : ['it is no UUID in lower case']),
  },
  namespace: { expected: 'a DNS label', faults: dnsLabelFaults },
  name: { expected: 'a DNS subdomain', faults: subdomainFaults },
  'go-duration': { expected: 'a duration above 0, such as 90s or 1h30m', faults: durationFaults },
  'http-url': { expected: 'an http or https URL', faults: urlFaults },
  'label-name': { expected: 'the name of a label', faults: qualifiedNameFaults },
  'label-value': { expected: 'the value of a label', faults: labelValueFaults },
  label: { expected: 'NAME=VALUE', faults: labelFaults },
  verdicts: { expected: VERDICTS_EXPECTED, faults: verdictFaults },
  wait: { expected: 'a duration such as 60s or 5m', faults: waitFaults },
};

/** The rule of a format; undefined for a format that only describes. */
export function ruleOf(format: string): Rule | undefined {
  return Object.hasOwn(RULES, format) ? RULES[format as Format] : undefined;
}

function durationFaults(text: string): readonly string[] {
  try {
    return durationMs(text) > 0 ? [] : ['it is not above 0'];
  } catch (thrown) {
    if (thrown instanceof Fault) return [thrown.message];
    throw thrown;
  }
}

function urlFaults(text: string): readonly string[] {
  if (!URL.canParse(text)) return ['it is no URL'];
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return [`${protocol.slice(0, -1)} is not taken`];
  return username === '' && password === '' ? [] : ['it holds a user or a password, which would be kept and shown'];
}
