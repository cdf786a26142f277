import { Fault } from '../../core/fault.ts';

/** The options of `verdict demo`, as commander gives them. */
export interface GivenDemoOptions {
  readonly blueGreen?: boolean;
  readonly speed?: string;
  readonly keep?: boolean;
  readonly port?: string;
}

export interface DemoOptions {
  readonly strategy: 'canary' | 'blueGreen';
  /** How many seconds of the demo pass in one. */
  readonly speed: number;
  /** Where kubectl finds the cluster, which is left running then; absent: it ends with the demo. 0: any port that is free. */
  readonly keptPort?: number;
}

const SLOWEST = 0.1;
/** Faster than this, the real time that requests take is too much of the demo's. */
const FASTEST = 10;
const HIGHEST_PORT = 65_535;

/** @throws Fault USAGE_INVALID with every problem, one a line */
export function readDemoOptions({ blueGreen, speed = '1', keep, port }: GivenDemoOptions): DemoOptions {
  const factor = /^\d+(\.\d+)?$/.test(speed) ? Number(speed) : Number.NaN;
  const number = port === undefined ? 0 : Number(/^\d+$/.test(port) ? port : Number.NaN);
  const problems = [
    ...(factor >= SLOWEST && factor <= FASTEST
      ? []
      : [`--speed ${JSON.stringify(speed)}: expected a number from ${SLOWEST} to ${FASTEST}`]),
    ...(number <= HIGHEST_PORT ? [] : [`--port ${JSON.stringify(port)}: expected a number from 0 to ${HIGHEST_PORT}`]),
    ...(port === undefined || keep === true
      ? []
      : ['--port is where kubectl finds the cluster: expected --keep beside it']),
  ];
  if (problems.length > 0) throw new Fault('USAGE_INVALID', problems.join('\n'));
  return {
    strategy: blueGreen === true ? 'blueGreen' : 'canary',
    speed: factor,
    ...(keep === true && { keptPort: number }),
  };
}
