import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/resources/nearest.ts';
import { caretUnder, formatProblem, type Problem } from '../../src/resources/problem.ts';

const PROBLEM: Problem = {
  severity: 'error',
  place: { file: 'a.yaml', line: 3, column: 7 },
  path: 'spec.metrics[0].count',
  sentence: 'expected a whole number',
};

describe('a problem in print', () => {
  it.each<{ problem: Problem; text: string }>([
    { problem: PROBLEM, text: 'a.yaml:3:7: spec.metrics[0].count: expected a whole number' },
    { problem: { ...PROBLEM, path: '' }, text: 'a.yaml:3:7: expected a whole number' },
    {
      problem: { ...PROBLEM, severity: 'warning' },
      text: 'a.yaml:3:7: warning: spec.metrics[0].count: expected a whole number',
    },
    {
      problem: { ...PROBLEM, excerpt: { text: 'a +\nb', offset: 3 } },
      text: 'a.yaml:3:7: spec.metrics[0].count: expected a whole number\n    a +\n       ^',
    },
  ])('is $text', ({ problem, text }) => {
    expect(formatProblem(problem)).toBe(text);
  });

  it.each<{ text: string; offset: number; shown: string }>([
    { text: 'abc', offset: 0, shown: '    abc\n    ^' },
    { text: 'abc', offset: 3, shown: '    abc\n       ^' },
    { text: 'a\nbc\nd', offset: 3, shown: '    bc\n     ^' },
    { text: 'a\nbc\nd', offset: 2, shown: '    bc\n    ^' },
    { text: '\tx', offset: 1, shown: '    \tx\n    \t^' },
    { text: '😀x', offset: 2, shown: '    😀x\n     ^' },
    { text: '', offset: 0, shown: '    \n    ^' },
  ])('has its caret under offset $offset of $text', ({ text, offset, shown }) => {
    expect(caretUnder({ text, offset })).toBe(shown);
  });
});

describe('the word that was meant', () => {
  const words = ['metrics', 'measurementRetention', 'args', 'successCondition'];

  it.each<{ word: string; meant: string | undefined }>([
    { word: 'Metrics', meant: 'metrics' },
    { word: 'metrcs', meant: 'metrics' },
    { word: 'mertics', meant: 'metrics' },
    { word: 'arg', meant: 'args' },
    { word: 'sucesCondition', meant: 'successCondition' },
    { word: 'x', meant: undefined },
    { word: 'templates', meant: undefined },
    { word: '', meant: undefined },
  ])('for $word is $meant', ({ word, meant }) => {
    expect(nearest(word, words)).toBe(meant);
  });
});
