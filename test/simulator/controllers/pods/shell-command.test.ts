import { expect, it } from 'vitest';
import { runOf } from '../../../../src/simulator/controllers/pods/shell-command.ts';

it.each<{ command: readonly string[]; seconds: number; exitCode: number }>([
  { command: [], seconds: 0, exitCode: 0 },
  { command: ['sleep', '5'], seconds: 5, exitCode: 0 },
  { command: ['false'], seconds: 0, exitCode: 1 },
  { command: ['/bin/sh', '-c', 'exit 3'], seconds: 0, exitCode: 3 },
  { command: ['sh', '-ec', 'sleep 0.5; sleep 1\nexit 2; sleep 9'], seconds: 1.5, exitCode: 2 },
  { command: ['bash', '-c', 'false && sleep 5 || exit 7'], seconds: 0, exitCode: 7 },
  { command: ['sh', '-c', 'true || exit 7'], seconds: 0, exitCode: 0 },
  { command: ['sh', '-c', 'exit'], seconds: 0, exitCode: 0 },
  { command: ['sh', '-c', 'exit 256'], seconds: 0, exitCode: 0 },
  { command: ['curl', 'http://localhost'], seconds: 0, exitCode: 0 },
  { command: ['sh', 'script.sh'], seconds: 0, exitCode: 0 },
])('$command takes $seconds s and ends with $exitCode', ({ command, seconds, exitCode }) => {
  expect(runOf(command)).toEqual({ lengthMs: seconds * 1000, exitCode });
});
