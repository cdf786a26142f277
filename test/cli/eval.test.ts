import { expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { testWorld } from './support/world.ts';

async function evaluate(words: readonly string[], stdin: readonly (string | Uint8Array)[] = []) {
  const world = testWorld(stdin);
  const code = await runProgram(['eval', ...words], world);
  return { code, ...world.written };
}

it.each([
  {
    condition: 'result[0] >= 0.95',
    result: '[0.97]',
    code: 0,
    says: 'true: Successful as a successCondition, Failed as a failureCondition',
  },
  {
    condition: 'result[0] >= 0.95',
    result: '[0.9]',
    code: 1,
    says: 'false: Failed as a successCondition, Successful as a failureCondition',
  },
  {
    condition: 'result.n',
    result: '{"n":4}',
    code: 3,
    says: '4: Error as a condition: expected bool, but got float64',
  },
  {
    condition: 'result > 1',
    result: '"a"',
    code: 3,
    says: 'Error as a condition: invalid operation: > (mismatched types string and int)',
  },
  {
    condition: '$sum(a) = 3',
    result: '{"a":[1,2]}',
    code: 0,
    language: 'jsonata',
    says: 'true: Successful as a successCondition, Failed as a failureCondition',
  },
  { condition: '$sum(a)', result: '{"a":[1,2]}', code: 3, language: 'jsonata', says: '3: Error as a condition: ' },
])('$condition of $result exits with $code', async ({ condition, result, code, says, language = 'expr' }) => {
  const answer = await evaluate([condition, '--result', result, '--language', language]);
  expect({ code: answer.code, says: answer.stdout.split('\n')[0], stderr: answer.stderr }).toEqual({
    code,
    says: expect.stringContaining(says),
    stderr: '',
  });
});

it('shows the parts with their values, and which were not reached', async () => {
  const { stdout } = await evaluate(['len(result) > 0 && result[0] >= 0.95', '--result', '{"$floats":[]}']);
  expect(stdout.split('\n')).toEqual([
    'false: Failed as a successCondition, Successful as a failureCondition',
    '  len(result) > 0 && result[0] >= 0.95 = false',
    '    len(result) > 0 = false',
    '      len(result) = 0',
    '        result = []',
    '    result[0] >= 0.95 (not reached)',
    '',
  ]);
});

it.each([
  { condition: 'result >', language: 'expr', caret: '            ^' },
  { condition: 'result[0] = 1', language: 'expr', caret: '              ^' },
  { condition: '$sum(', language: 'jsonata', caret: '    ' },
])(
  'what is no condition ($condition) is refused with a caret under the place',
  async ({ condition, language, caret }) => {
    const { code, stdout, stderr } = await evaluate([condition, '--language', language]);
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain(`    ${condition}\n${caret}`);
  },
);

it('reads the result from standard input where it is -', async () => {
  expect((await evaluate(['result.ok', '--result', '-'], ['{"ok":', 'true}\n'])).code).toBe(0);
});

it('without a result the result is nil', async () => {
  expect((await evaluate(['result == nil'])).code).toBe(0);
});

it('answers in JSON where it is asked to', async () => {
  const { stdout, code } = await evaluate(['result > 1', '--result', '2', '--output', 'json']);
  expect(JSON.parse(stdout)).toEqual({
    condition: 'result > 1',
    language: 'expr',
    outcome: true,
    value: true,
    phase: 'Successful',
    explained: { text: 'result > 1', value: 'true', parts: [{ text: 'result', value: '2' }] },
  });
  expect(code).toBe(0);
});

it('answers one question a line and is not put off by bad lines', async () => {
  const lines = [
    '{"condition":"result > 1","result":2}\n{"condition":"result[0] < 0","resu',
    'lt":{"$floats":["NaN"]}}\r\n\n',
    'no json\n[1]\n{"condition":1}\n{"condition":"a","result":{"$odd":1}}\n{"condition":"result","language":"go"}\n',
    '{"condition":"result >","result":1}\n{"condition":"","result":1}\n',
    Buffer.from('{"condition":"result == \\"é\\"","result":"é"}').subarray(0, 30),
    Buffer.from('{"condition":"result == \\"é\\"","result":"é"}').subarray(30),
  ];
  const { code, stdout } = await evaluate(['--stdin'], lines);
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toMatchObject([
    { outcome: true, phase: 'Successful' },
    { outcome: false, phase: 'Failed' },
    { error: expect.stringContaining('it is not JSON') },
    { error: expect.stringContaining('a JSON object with "condition" and "result" was expected') },
    { error: '"condition" cannot be used: a text was expected' },
    { error: '"result" cannot be used: unknown mark "$odd" in a written value' },
    { error: '"language" cannot be used: expr or jsonata was expected' },
    { condition: 'result >', outcome: null, offset: 8, error: expect.stringContaining('unexpected token EOF') },
    { condition: '', outcome: null },
    { outcome: true },
  ]);
  expect(code).toBe(4);
});

it.each([
  { words: [], says: 'a condition is missing' },
  { words: ['--stdin', 'true'], says: 'leave CONDITION and --result out' },
  { words: ['true', '--result', '{'], says: '--result cannot be used: it is not JSON' },
  { words: ['true', '--language', 'go'], says: 'Allowed choices are expr, jsonata' },
])('refuses $words', async ({ words, says }) => {
  const { code, stderr } = await evaluate(words);
  expect(code).toBe(4);
  expect(stderr).toContain(says);
});

it('says in its help how to write results of other types', async () => {
  const { code, stdout } = await evaluate(['--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('{"$floats":[0.5,"NaN"]}');
});
