/**
 * A moment to the second, in the reader's time zone and in UTC: `2026-03-01 14:05:09 GMT+1 (13:05:09 UTC)`. Written in one order
 * whatever the language, so that 03/04 cannot be mistaken.
 *
 * @param zone an IANA name; default: the reader's
 */
export function exactTimeText(moment: number, zone?: string): string {
  const here = partsOf(moment, zone);
  const utc = partsOf(moment, 'UTC');
  const local = `${here['year']}-${here['month']}-${here['day']} ${clockOf(here)}`;
  if (here['timeZoneName'] === 'UTC') return `${local} UTC`;
  return `${local} ${here['timeZoneName']} (${clockOf(utc)} UTC)`;
}

/** The time of day of a moment: `14:05:09`. */
export function clockTimeText(moment: number, zone?: string): string {
  return clockOf(partsOf(moment, zone));
}

function clockOf(parts: Readonly<Record<string, string>>): string {
  return `${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

function partsOf(moment: number, zone: string | undefined): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone !== undefined && { timeZone: zone }),
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}
