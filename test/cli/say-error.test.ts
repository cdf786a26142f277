import { describe, expect, it } from 'vitest';
import { sayError } from '../../src/cli/say-error.ts';
import { Fault } from '../../src/core/fault.ts';
import { testWorld } from '../support/cli-world.ts';

const HINT = 'This was not foreseen. VERDICT_DEBUG=1 shows where it happened.\n';

describe('what stops a command', () => {
  it.each<{ given: string; thrown: unknown; code: number; says: string }>([
    {
      given: 'bad input',
      thrown: new Fault('TEMPLATE_INVALID', 'args.x was not resolved'),
      code: 4,
      says: 'verdict: args.x was not resolved\n',
    },
    {
      given: 'a cluster that does not answer',
      thrown: new Fault('CLUSTER_UNREACHABLE', 'no answer'),
      code: 3,
      says: 'verdict: no answer\n',
    },
    {
      given: 'an error of ours',
      thrown: new TypeError('x is undefined'),
      code: 3,
      says: `verdict: x is undefined\n${HINT}`,
    },
    { given: 'no error at all', thrown: 'boom', code: 3, says: `verdict: boom\n${HINT}` },
  ])('$given is said without a stack and ends with $code', ({ thrown, code, says }) => {
    const world = testWorld();
    expect(sayError(thrown, world)).toBe(code);
    expect(world.said()).toEqual({ stdout: '', stderr: says });
  });

  it('has its stack and its causes on demand', () => {
    const world = testWorld({ env: { VERDICT_DEBUG: '1' } });
    sayError(new Fault('STATE_INVALID', 'damaged', {}, { cause: new Error('deep down') }), world);
    expect(world.said().stderr).toMatch(
      /^verdict: damaged\nFault: damaged\n {4}at [\s\S]*\ncaused by: Error: deep down\n {4}at /,
    );
  });
});
