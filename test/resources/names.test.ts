import { describe, expect, it } from 'vitest';
import { dnsLabelFaults, subdomainFaults } from '../../src/resources/names/dns-names.ts';
import {
  configKeyFaults,
  fileVariableNameFaults,
  headerNameFaults,
  variableNameFaults,
} from '../../src/resources/names/key-names.ts';
import { portNameFaults } from '../../src/resources/names/port-names.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../src/resources/names/qualified-name.ts';

const QUALIFIED =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const VARIABLE =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const HEADER =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

type Faults = (name: string) => readonly string[];

/** The words are those of k8s.io/apimachinery 0.34. */
describe("names by Kubernetes' rules", () => {
  it.each<[what: string, faults: Faults, name: string, then: readonly string[]]>([
    ['a key of a label', qualifiedNameFaults, 'app', []],
    ['a key of a label', qualifiedNameFaults, 'example.com/App_1', []],
    ['a key of a label', qualifiedNameFaults, 'x y', [`name part ${QUALIFIED}`]],
    ['a key of a label', qualifiedNameFaults, '', ['name part must be non-empty', `name part ${QUALIFIED}`]],
    ['a key of a label', qualifiedNameFaults, '/a', ['prefix part must be non-empty']],
    ['a key of a label', qualifiedNameFaults, 'Up/a', [`prefix part ${SUBDOMAIN}`]],
    ['a key of a label', qualifiedNameFaults, 'a'.repeat(64), ['name part must be no more than 63 characters']],
    [
      'a key of a label',
      qualifiedNameFaults,
      'a/b/c',
      [`a qualified name ${QUALIFIED} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`],
    ],
    ['a value of a label', labelValueFaults, '', []],
    ['a value of a label', labelValueFaults, '-', [VALUE]],
    ['a value of a label', labelValueFaults, 'é'.repeat(32), ['must be no more than 63 characters', VALUE]],
    ['a DNS label', dnsLabelFaults, 'a-1', []],
    ['a DNS label', dnsLabelFaults, 'a.b', ['must not contain dots']],
    ['a DNS label', dnsLabelFaults, 'A.b', [LABEL]],
    [
      'a DNS label',
      dnsLabelFaults,
      `${'a'.repeat(63)}.b`,
      ['must be no more than 63 characters', 'must not contain dots'],
    ],
    ['a DNS name', subdomainFaults, 'a.b-c', []],
    ['a DNS name', subdomainFaults, 'a..b', [SUBDOMAIN]],
    ['a DNS name', subdomainFaults, 'a'.repeat(254), ['must be no more than 253 characters']],
    ['a variable', variableNameFaults, '_A-b.c', []],
    ['a variable', variableNameFaults, '1', [VARIABLE]],
    ['a variable', variableNameFaults, '.', ["must not be '.'"]],
    ['a variable', variableNameFaults, '..', ["must not be '..'"]],
    ['a variable', variableNameFaults, '..a', ["must not start with '..'"]],
    ['a key of a ConfigMap', configKeyFaults, '1.a', []],
    ['a key of a ConfigMap', configKeyFaults, 'x y', [KEY]],
    ['a header', headerNameFaults, 'X_Y', [HEADER]],
    ['a variable in a file', fileVariableNameFaults, 'x y!', []],
    [
      'a variable in a file',
      fileVariableNameFaults,
      'a=b',
      ["a valid environment variable name must consist only of printable ASCII characters other than '='"],
    ],
    ['a port', portNameFaults, 'http-2', []],
    ['a port', portNameFaults, '80', ['must contain at least one letter (a-z)']],
    [
      'a port',
      portNameFaults,
      '-A--bcdefghijklmno',
      [
        'must be no more than 15 characters',
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'must not contain consecutive hyphens',
        'must not begin or end with a hyphen',
      ],
    ],
  ])('%s', (_what, faults, name, then) => {
    expect(faults(name)).toEqual(then);
  });
});
