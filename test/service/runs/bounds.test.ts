import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn } from '../../../src/core/json-members.ts';
import type { RunBounds } from '../../../src/service/runs/run-parts.ts';
import type { StoredRun } from '../../../src/service/store/rows.ts';
import { type Gate, openGate } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

const LONG = 'all(1..200, all(1..200, true))';
const OVER = { isOver: () => true };

let gate: Gate;

beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

async function ended(metric: JsonObject, bounds: RunBounds): Promise<StoredRun> {
  const replica = gate.replica({ bounds });
  const template = scriptedTemplate([{ name: 'm', ...metric }]);
  const { run } = await gate.clock.until(replica.runs.start('team', startOf(template), { name: 'alice' }));
  return gate.ended(run);
}

function lookOf({ stand }: StoredRun) {
  return listIn(listIn(stand.status, 'metricResults')[0], 'measurements')[0];
}

/** What is told of the only condition. */
function explainedIn({ stand }: StoredRun) {
  return listIn(objectIn(listIn(stand.explanation, 'metrics')[0], 'deciding'), 'conditions')[0];
}

describe('where runs are bounded', () => {
  it('a look whose condition takes too long is an error that says so', async () => {
    const run = await ended({ successCondition: LONG }, { patience: () => OVER });
    expect(lookOf(run)).toMatchObject({
      phase: 'Error',
      message: `could not evaluate successCondition "${LONG}": evaluation was ended: it takes longer than a condition may take here`,
    });
    expect(run.stand.verdict).toBe('error');
  });

  it('a condition whose explanation would take too long is told with its outcome, without its parts', async () => {
    const run = await ended({ successCondition: LONG }, { explaining: () => OVER });
    expect(lookOf(run)).toMatchObject({ phase: 'Successful' });
    const told = { which: 'successCondition', text: LONG, outcome: 'true', explained: { text: LONG } };
    expect(explainedIn(run)).toEqual(told);
  });

  it('a value that is too large is an error, however it is made', async () => {
    const small = await ended({ successCondition: 'result == 1' }, { largestValue: () => 20 });
    expect(lookOf(small)).toMatchObject({ phase: 'Successful' });
    const large = await ended({ successCondition: 'result == 1' }, { largestValue: () => 0 });
    expect(lookOf(large)).toMatchObject({
      phase: 'Error',
      message: expect.stringContaining('the value is too large: 0 characters are the most that is kept of one'),
    });
    const made = await ended({ transform: '$pad("", 100, "x")', successCondition: 'true' }, { largestValue: () => 20 });
    expect(lookOf(made)).toMatchObject({ phase: 'Error', message: expect.stringContaining('too large') });
  });

  it('JSONata is evaluated and checked where the service says, for the namespace', async () => {
    const asked: string[] = [];
    const run = await ended(
      { conditionLanguage: 'jsonata', transform: '$ + 1', successCondition: '$ = "a"' },
      {
        jsonata: (namespace) => ({
          judge: async ({ successCondition }, value) => {
            asked.push(`${namespace}: ${successCondition} on ${JSON.stringify(value)}`);
            return { phase: 'Failed' };
          },
          transform: async (text) => {
            asked.push(`${namespace}: ${text}`);
            return 'made';
          },
          check: async (text) => void asked.push(`${namespace} checks ${text}`),
        }),
      },
    );
    expect(run.stand.verdict).toBe('fail');
    expect(new Set(asked)).toEqual(
      new Set(['team checks $ + 1', 'team checks $ = "a"', 'team: $ + 1', 'team: $ = "a" on "made"']),
    );
  });
});
