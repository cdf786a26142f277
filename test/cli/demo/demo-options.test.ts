import { expect, it } from 'vitest';
import { type GivenDemoOptions, readDemoOptions } from '../../../src/cli/demo/demo-options.ts';

it.each<{ title: string; given: GivenDemoOptions; read: object }>([
  { title: 'nothing', given: {}, read: { strategy: 'canary', speed: 1 } },
  { title: 'the other strategy', given: { blueGreen: true }, read: { strategy: 'blueGreen', speed: 1 } },
  { title: 'a speed', given: { speed: '2.5' }, read: { strategy: 'canary', speed: 2.5 } },
  { title: '--keep alone', given: { keep: true }, read: { strategy: 'canary', speed: 1, keptPort: 0 } },
  { title: 'a port', given: { keep: true, port: '6443' }, read: { strategy: 'canary', speed: 1, keptPort: 6443 } },
])('$title is understood', ({ given, read }) => {
  expect(readDemoOptions(given)).toEqual(read);
});

it.each<{ title: string; given: GivenDemoOptions; text: string }>([
  { title: 'no number', given: { speed: 'fast' }, text: '--speed "fast": expected a number from 0.1 to 10' },
  { title: 'a standstill', given: { speed: '0' }, text: '--speed "0": expected a number from 0.1 to 10' },
  { title: 'too fast', given: { speed: '21' }, text: '--speed "21": expected a number from 0.1 to 10' },
  { title: 'no port', given: { keep: true, port: '-1' }, text: '--port "-1": expected a number from 0 to 65535' },
  {
    title: 'no such port',
    given: { keep: true, port: '65536' },
    text: '--port "65536": expected a number from 0 to 65535',
  },
  {
    title: 'a port for nothing',
    given: { port: '80' },
    text: '--port is where kubectl finds the cluster: expected --keep beside it',
  },
  {
    title: 'all at once',
    given: { speed: '', port: 'x' },
    text: '--speed "": expected a number from 0.1 to 10\n--port "x": expected a number from 0 to 65535\n--port is where kubectl finds the cluster: expected --keep beside it',
  },
])('$title is refused', ({ given, text }) => {
  expect(() => readDemoOptions(given)).toThrow(text);
});
