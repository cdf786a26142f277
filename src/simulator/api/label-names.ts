const PART = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const NAME_FORM = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${PART}')`;
const VALUE_FORM = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`;
const SUBDOMAIN_FORM = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;

const isPart = wholly(PART);
const isValue = wholly(VALUE);
const isSubdomain = wholly(SUBDOMAIN);

/** What is wrong with a lowercase DNS subdomain, the form of most names. */
export function subdomainProblems(name: string, unit: 'bytes' | 'characters' = 'characters'): readonly string[] {
  return [...tooLong(name, 253, unit), ...(isSubdomain(name) ? [] : [SUBDOMAIN_FORM])];
}

/** What is wrong with the key of a label or annotation, or with a finalizer: `app`, `example.com/app`. */
export function labelNameProblems(key: string): readonly string[] {
  const [first = '', second, third] = key.split('/');
  if (third !== undefined) {
    return [`a valid label key ${NAME_FORM} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = second ?? first;
  const ofPrefix = first === '' ? ['must be non-empty'] : subdomainProblems(first, 'bytes');
  const ofLength = name === '' ? ['must be non-empty'] : tooLong(name, 63, 'bytes');
  return [
    ...(second === undefined ? [] : ofPrefix.map((problem) => `prefix part ${problem}`)),
    ...[...ofLength, ...(isPart(name) ? [] : [NAME_FORM])].map((problem) => `name part ${problem}`),
  ];
}

/** What is wrong with the value of a label. */
export function labelValueProblems(value: string): readonly string[] {
  return [...tooLong(value, 63, 'bytes'), ...(isValue(value) ? [] : [VALUE_FORM])];
}

/** What is wrong with a text that is longer than so many bytes, which upstream also calls characters. */
export function tooLong(text: string, most: number, unit: 'bytes' | 'characters'): readonly string[] {
  return Buffer.byteLength(text) > most ? [`must be no more than ${most} ${unit}`] : [];
}

/** Whether a whole text fits a pattern. */
export function wholly(pattern: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (text) => whole.test(text);
}
