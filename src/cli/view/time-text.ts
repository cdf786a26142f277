/**
 * A length of time as a clock shows it: `0:07`, `12:30`, `1:02:03`; `3d 04:00:00` beyond a day.
 *
 * @param ms milliseconds; below zero counts as zero
 */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = twoDigits(total % 60);
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours === 0) return `${minutes}:${seconds}`;
  const days = Math.floor(hours / 24);
  if (days === 0) return `${hours}:${twoDigits(minutes)}:${seconds}`;
  return `${days}d ${twoDigits(hours % 24)}:${twoDigits(minutes)}:${seconds}`;
}

/** Time left as a clock shows it, rounded up, so that it never says zero too early. */
export function countdownText(ms: number): string {
  return clockText(Math.ceil(ms / 1000) * 1000);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
