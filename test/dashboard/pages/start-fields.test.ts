import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/dashboard/api/problem.ts';
import type { TemplateArgument } from '../../../src/dashboard/api/template.ts';
import type { ProblemItem } from '../../../src/dashboard/api/wire.ts';
import { wayBack } from '../../../src/dashboard/pages/sign-in/way-back.ts';
import { labelsIn, missingIn, wrongsIn } from '../../../src/dashboard/pages/start/start-fields.ts';
import { argumentsFromSearch, choiceFromSearch } from '../../../src/dashboard/pages/start/template-choice.ts';

const ARGS: readonly TemplateArgument[] = [
  { kind: 'required', name: 'service' },
  { kind: 'optional', name: 'service-name', value: '' },
];

function refusal(detail: string, problems: readonly ProblemItem[] = []): Problem {
  return new Problem({ status: 422, code: 'TEMPLATE_INVALID', title: '', detail, problems });
}

function at(pointer: string, where: ProblemItem['in'] = 'body'): ProblemItem {
  return { in: where, pointer, detail: pointer, severity: 'error' };
}

describe('what is against a start', () => {
  it('stands at the fields that the problems point to', () => {
    const rest = [at('/template/spec'), at('/args/service', 'template')];
    const wrongs = wrongsIn(
      refusal('', [at('/args/service'), at('/args/a~1b~0c'), at('/labels/team'), at('/timeout'), ...rest]),
      ARGS,
    );
    expect([...wrongs.byField.keys()]).toEqual(['args.service', 'args.a/b~c', 'labels', 'timeout']);
    expect(wrongs.rest).toEqual(rest);
  });

  it('stands at the arguments that its sentence names, and at no others', () => {
    const { byField, text } = wrongsIn(refusal('argument "service" has no value: args.service is not given'), ARGS);
    expect([...byField.keys()]).toEqual(['args.service']);
    expect(text).toBeUndefined();
  });

  it('stands by itself when it is about no field', () => {
    expect(wrongsIn(refusal('too many runs go on'), ARGS).text).toBe('too many runs go on');
  });

  it('is known before it is sent, where something required is missing', () => {
    expect([...missingIn(ARGS, {}).byField.keys()]).toEqual(['args.service']);
    expect(missingIn(ARGS, { service: 'checkout' }).byField.size).toBe(0);
  });
});

it.each<[text: string, then: unknown]>([
  ['', {}],
  ['team=shop', { team: 'shop' }],
  [' team = shop ,\n a=b=c, ', { team: 'shop', a: 'b=c' }],
  ['team', undefined],
  ['=x', undefined],
])('labels that are typed as %j are %j', (text, then) => {
  expect(labelsIn(text)).toEqual(then);
});

it('an address chooses a template and fills in arguments', () => {
  const search = '?template=gate&scope=cluster&arg.service=checkout&x=1';
  expect(choiceFromSearch(search)).toEqual({ kind: 'stored', scope: 'cluster', name: 'gate' });
  expect(argumentsFromSearch(search)).toEqual({ service: 'checkout' });
  expect(choiceFromSearch('')).toEqual({ kind: 'stored', scope: 'namespace' });
});

it.each<[wanted: string | null, then: string]>([
  [null, '/'],
  ['/namespaces/a/runs?verdict=fail', '/namespaces/a/runs?verdict=fail'],
  ['https://elsewhere.example/x', '/'],
  ['//elsewhere.example/x', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['runs', '/'],
])('after signing in with back=%j one is at %s', (wanted, then) => {
  expect(wayBack(wanted)).toBe(then);
});
