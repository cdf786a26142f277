import { objectIn } from '../../../../src/core/json-members.ts';
import { type Outcome, sameJson } from '../../kind.ts';
import type { CommandResult, PatchesLine, WantedCommand } from './line.ts';

/** A command that the original answers otherwise. */
export interface Difference {
  readonly line: PatchesLine;
  readonly wanted: WantedCommand;
  readonly got: CommandResult;
}

const RECORD = '0030-where-commands-act-other-than-upstream.md';

/** Differences on purpose, each by what was asked and what came of it. */
const RULES: readonly { readonly rule: string; readonly holds: (difference: Difference) => boolean }[] = [
  {
    rule: 'an experiment is terminated, not retried',
    holds: ({ wanted, got }) =>
      wanted.args[0] === 'terminate' &&
      sameButFor('stdout', wanted, got) &&
      wanted.stdout?.replaceAll("' retried\n", "' terminated\n") === got.stdout,
  },
  {
    rule: 'no restart in the past',
    holds: ({ wanted: { args }, got }) =>
      args[0] === 'restart' && args.some((arg) => /^(--in=|-i)?-\d/.test(arg)) && isRefused(got),
  },
  {
    rule: 'no empty image',
    holds: ({ wanted: { args }, got }) => args[0] === 'set' && args.some((arg) => arg.endsWith('=')) && isRefused(got),
  },
  {
    rule: 'a PodTemplate has its template elsewhere',
    holds: ({ wanted, got }) => {
      const [want, ...more] = wanted.requests ?? [];
      const [have] = got.requests;
      if (want?.resource !== 'podtemplates' || more.length > 0 || got.requests.length !== 1 || got.exit !== 0)
        return false;
      return sameJson(want, JSON.parse(JSON.stringify(have).replace('"/template"', '"/spec/template"')));
    },
  },
  {
    rule: 'a template that only lacks something is another one',
    holds: ({ line, wanted, got }) =>
      wanted.args[0] === 'undo' &&
      wanted.stdout?.startsWith('skipped rollback') === true &&
      got.requests.length === 1 &&
      line.objects.every((object) => !sameJson(objectIn(objectIn(object, 'spec'), 'template'), restored(got))),
  },
];

/** The rule that a difference follows; undefined if it is none on purpose. */
export function decisionOn(difference: Difference): Outcome | undefined {
  const found = RULES.find(({ holds }) => holds(difference));
  return found && { kind: 'byDecision', rule: found.rule, record: RECORD };
}

function sameButFor(field: keyof CommandResult, wanted: WantedCommand, got: CommandResult): boolean {
  const { requests = [], stdout = '', stderr = '', exit = 0 } = wanted;
  return sameJson({ requests, stdout, stderr, exit, [field]: undefined }, { ...got, [field]: undefined });
}

/** Nothing was sent, and one line says why. */
function isRefused({ requests, stdout, stderr, exit }: CommandResult): boolean {
  return requests.length === 0 && stdout === '' && /^Error: .+\n$/.test(stderr) && exit === 1;
}

function restored({ requests: [request] }: CommandResult): unknown {
  const [operation] = Array.isArray(request?.body) ? request.body : [];
  return objectIn(operation, 'value');
}
