import { expect, it } from 'vitest';
import { spelledOut } from '../../src/cli/spelled-out.ts';

it.each<{ given: string; words: string[]; is: string[] }>([
  { given: 'no value', words: ['run', '--dry-run', 'a.yaml'], is: ['run', '--dry-run=.*', 'a.yaml'] },
  { given: 'a rule', words: ['run', '--dry-run=err', 'a.yaml'], is: ['run', '--dry-run=err', 'a.yaml'] },
  { given: 'a file of that name', words: ['run', '--', '--dry-run'], is: ['run', '--', '--dry-run'] },
])('--dry-run with $given is $is', ({ words, is }) => {
  expect(spelledOut(words)).toEqual(is);
});
