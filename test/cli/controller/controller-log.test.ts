import { describe, expect, it } from 'vitest';
import { controllerLog } from '../../../src/cli/controller/controller-log.ts';
import type { LogFormat, LogLevel } from '../../../src/cli/controller/controller-options.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';

describe('the log of the controller', () => {
  it('has one JSON object a line', () => {
    const { log, lines } = world('json', 'info');
    log.info('Rollout is paused', { namespace: 'shop', name: 'web' });
    log.warn('no');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'info',
        time: '2026-03-01T10:00:00.000Z',
        readOnly: true,
        namespace: 'shop',
        name: 'web',
        msg: 'Rollout is paused',
      },
      { level: 'warn', time: '2026-03-01T10:00:00.000Z', readOnly: true, msg: 'no' },
    ]);
  });

  it('has words for a person, quoted where they need it', () => {
    const { log, lines } = world('text', 'info');
    log.warn('it "broke"\nhere', { name: 'web', count: 3, more: { a: 1 } });
    expect(lines).toEqual([
      'time=2026-03-01T10:00:00.000Z level=warning msg="it \\"broke\\"\\nhere" readOnly=true name=web count=3 more="{\\"a\\":1}"\n',
    ]);
  });

  it.each<{ level: LogLevel; said: number }>([
    { level: 'debug', said: 4 },
    { level: 'info', said: 3 },
    { level: 'warn', said: 2 },
    { level: 'error', said: 1 },
  ])('says what is $level or worse', ({ level, said }) => {
    for (const format of ['json', 'text'] as const) {
      const { log, lines } = world(format, level);
      log.debug('a');
      log.info('b');
      log.warn('c');
      log.error('d');
      expect(lines.length).toBe(said);
    }
  });
});

function world(format: LogFormat, level: LogLevel) {
  const lines: string[] = [];
  const out = { write: (line: string) => lines.push(line) };
  const log = controllerLog({ level, format, fields: { readOnly: true }, clock: new VirtualClock() }, out);
  return { log, lines };
}
