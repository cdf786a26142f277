import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { demoCommand } from '../../../src/cli/demo/demo-command.ts';
import { terminalTeller } from '../../../src/cli/demo/terminal-teller.ts';
import { plain } from '../../../src/cli/terminal/paint.ts';
import { T0 } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

it('ends before it has begun when it is asked to while it still builds its stage', async () => {
  const asked: string[] = [];
  const world = testWorld();
  const code = await demoCommand(
    {},
    {
      ...world,
      onInterrupt(end) {
        end();
        return () => asked.push('released');
      },
    },
  );
  expect({ code, asked, ...world.written }).toEqual({
    code: 5,
    asked: ['released'],
    stdout: '\nended early; nothing is left behind\n',
    stderr: '',
  });
});

it('breaks no line that is to be copied, however narrow the terminal', () => {
  const out = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 60, rows: 24 });
  const teller = terminalTeller(out, { startedAt: T0, clock: { now: () => T0 }, ticker: () => () => {}, paint: plain });
  const command = `  export KUBECONFIG=/${'private/'.repeat(12)}kubeconfig`;
  teller.quote(command);
  expect(out.read()).toBe(`${command}\n`);
});
