import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** What a process has used so far. */
export interface Usage {
  /** Seconds of CPU, of all its threads. */
  readonly cpu: number;
  /** Resident now and at most, MiB. */
  readonly resident: number;
  readonly peak: number;
}

/** @throws Error where there is no `/proc` */
export function usageOf(pid: number): Usage {
  // The name in brackets may hold anything; behind it come the state and 10 more fields, then user and system time.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND,
    resident: kibibytes('VmRSS') / 1024,
    peak: kibibytes('VmHWM') / 1024,
  };
}
