import { describe, expect, it } from 'vitest';
import { traceContextOf } from '../../../../src/providers/http/trace/trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('a traceparent', () => {
  it.each([
    { given: `00-${TRACE}-${SPAN}-01`, flags: '01' },
    { given: `00-${TRACE}-${SPAN}-00`, flags: '00' },
    { given: `00-${TRACE}-${SPAN}-ff`, flags: '03' },
    { given: ` 00-${TRACE}-${SPAN}-02 `, flags: '02' },
    { given: `cc-${TRACE}-${SPAN}-01`, flags: '01' },
    { given: `cc-${TRACE}-${SPAN}-01-what-comes-later`, flags: '01' },
  ])('$given is read', ({ given, flags }) => {
    expect(traceContextOf(given)).toEqual({ traceId: TRACE, flags });
  });

  it.each([
    undefined,
    '',
    'nonsense',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01-`,
    `cc-${TRACE}-${SPAN}-01.more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}x-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01\r\nX-Evil: 1`,
    `0-${TRACE}-${SPAN}-01`,
  ])('%j is none', (given) => {
    expect(traceContextOf(given)).toBeUndefined();
  });
});

describe('a tracestate', () => {
  it.each([
    ['rojo=00f067aa0ba902b7,congo=t61rcWkgMzE', 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE'],
    [' a=1 , ,b=2 ', 'a=1,b=2'],
    ['fw529a3039@dt=FfPaTg==x'.replace('==', '!!'), 'fw529a3039@dt=FfPaTg!!x'],
    ['0tenant@sys=1', '0tenant@sys=1'],
  ])('%j is passed on', (given, wanted) => {
    expect(traceContextOf(`00-${TRACE}-${SPAN}-01`, given)?.state).toBe(wanted);
  });

  it.each([
    '',
    'no-value',
    'A=1',
    'a=1,a=2',
    'a=1=2',
    'a=\u00e9',
    'a=1\r\nX-Evil: 1',
    Array.from({ length: 33 }, (_, index) => `k${index}=1`).join(','),
    `a=${'x'.repeat(600)}`,
    `a=${'x'.repeat(200)},b=${'x'.repeat(200)},c=${'x'.repeat(200)}`,
  ])('%j is dropped, the trace is kept', (given) => {
    expect(traceContextOf(`00-${TRACE}-${SPAN}-01`, given)).toEqual({ traceId: TRACE, flags: '01' });
  });
});
