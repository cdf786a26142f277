import { expect, it } from 'vitest';
import { spelledOut } from '../../src/cli/spelled-out.ts';

it.each<{ given: string; words: string[]; then: string[] }>([
  { given: 'no value', words: ['run', '--dry-run', 'a.yaml'], then: ['run', '--dry-run=.*', 'a.yaml'] },
  { given: 'a rule', words: ['run', '--dry-run=err', 'a.yaml'], then: ['run', '--dry-run=err', 'a.yaml'] },
  { given: 'a file of that name', words: ['run', '--', '--dry-run'], then: ['run', '--', '--dry-run'] },
])('--dry-run with $given is $then', ({ words, then }) => {
  expect(spelledOut(words)).toEqual(then);
});
