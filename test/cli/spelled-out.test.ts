import { expect, it } from 'vitest';
import { spelledOut } from '../../src/cli/spelled-out.ts';

it.each<{ given: string; words: string[]; is: string[] }>([
  { given: 'no value', words: ['run', '--dry-run', 'a.yaml'], is: ['run', '--dry-run=.*', 'a.yaml'] },
  { given: 'a rule', words: ['run', '--dry-run=err', 'a.yaml'], is: ['run', '--dry-run=err', 'a.yaml'] },
  { given: 'a file of that name', words: ['run', '--', '--dry-run'], is: ['run', '--', '--dry-run'] },
])('--dry-run with $given is $is', ({ words, is }) => {
  expect(spelledOut(words)).toEqual(is);
});

it.each<{ word: string; is: readonly string[] }>([
  { word: '--watch=true', is: ['--watch'] },
  { word: '--watch=False', is: ['--no-watch'] },
  { word: '-w=0', is: ['--no-watch'] },
  { word: '-A=1', is: ['--all-namespaces'] },
  { word: '--timestamps=f', is: [] },
  { word: '--watch=maybe', is: ['--watch=maybe'] },
  { word: '-w', is: ['-w'] },
])('the switch $word is $is', ({ word, is }) => {
  expect(spelledOut(['status', word, 'web'])).toEqual(['status', ...is, 'web']);
  expect(spelledOut(['status', '--', word])).toEqual(['status', '--', word]);
});
