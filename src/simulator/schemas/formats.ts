import { compileRegexp } from '../../core/go/regexp.ts';

/**
 * Formats of texts that are checked. Those that a CustomResourceDefinition may name besides (`email`, `hostname`, `uri`, `mac`, `cidr`, ISBN, credit
 * cards, colours, object ids) are not; what is no format of the API server, such as `int32`, it does not check either.
 */
const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['datetime', isDateTime],
  ['date', isDate],
  ['duration', (text: string) => compileRegexp(DURATION).matches(text)],
  ['byte', (text: string) => compileRegexp(BASE64).matches(text)],
  ['password', () => true],
  ['uuid', (text: string) => compileRegexp(uuid('[0-9a-f]', '[0-9a-f]')).matches(text)],
  ['uuid3', (text: string) => compileRegexp(uuid('3', '[0-9a-f]')).matches(text)],
  ['uuid4', (text: string) => compileRegexp(uuid('4', '[89ab]')).matches(text)],
  ['uuid5', (text: string) => compileRegexp(uuid('5', '[89ab]')).matches(text)],
  ['ipv4', (text: string) => compileRegexp(IPV4).matches(text)],
  ['ipv6', (text: string) => text.includes(':') && URL.canParse(`http://[${text}]/`)],
]);

/** A time of Go, or a number with a unit somewhere, such as `2 days`. */
const DURATION =
  '^[-+]?(0|([0-9]+[.]?[0-9]*|[.][0-9]+)(ns|us|µs|μs|ms|s|m|h))+$|(?i)[0-9]+\\s*(ns|nano|us|µs|micro|ms|milli|s|m|h|d|w)';
const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$';
const IPV4 = '^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])([.]|$)){4}$';
const TIME = '^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$';

/** Whether values of a format are looked at. */
export function checksFormat(format: string | undefined): format is string {
  return format !== undefined && FORMATS.has(plain(format));
}

/** Whether a text has the format; any has one that is not checked. */
export function hasFormat(text: string, format: string): boolean {
  return FORMATS.get(plain(format))?.(text) ?? true;
}

/** `date-time` and `datetime` are the same. */
function plain(format: string): string {
  return format.replaceAll('-', '');
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  if (!isDate(date) || !compileRegexp(TIME).matches(time)) return false;
  return time.slice(0, 2) <= '23' && time.slice(3, 5) <= '59' && time.slice(6, 8) <= '59';
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function uuid(version: string, variant: string): string {
  return `(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`;
}
