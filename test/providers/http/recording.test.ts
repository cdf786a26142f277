import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { BrokenOff, type Exchange, type Http, type HttpAnswer } from '../../../src/providers/http/http.ts';
import { recording } from '../../../src/providers/http/recording.ts';

const OK: HttpAnswer = { status: 200, statusText: 'OK', headers: {}, body: 'x' };

/** What is recorded of one request, over a clock that moves on by 5 ms a look. */
async function recorded(send: Http['send'], url = 'http://p/'): Promise<{ exchanges: Exchange[]; outcome: unknown }> {
  const exchanges: Exchange[] = [];
  let tick = 0;
  const ticks = (): number => {
    tick += 5;
    return tick;
  };
  const http = recording({ send }, (exchange) => exchanges.push(exchange), ticks);
  const outcome: unknown = await http
    .send({ method: 'POST', url, body: 'q=1', timeoutMs: 1 })
    .catch((error: unknown) => error);
  return { exchanges, outcome };
}

describe('a recording', () => {
  it('keeps request, answer and time, and hands the answer on', async () => {
    const { exchanges, outcome } = await recorded(async () => OK, 'http://me:secret@p/?a');
    expect(outcome).toBe(OK);
    expect(exchanges).toEqual([
      { method: 'POST', url: 'http://me:***@p/?a', requestBody: 'q=1', status: 200, body: 'x', tookMs: 5 },
    ]);
  });

  it('keeps the first 64 KiB of a body', async () => {
    const { exchanges } = await recorded(async () => ({ ...OK, body: 'y'.repeat(100_000) }));
    expect(exchanges[0]?.body).toHaveLength(65_536);
  });

  it('keeps no bodies of a confidential exchange', async () => {
    const exchanges: Exchange[] = [];
    const http = recording(
      { send: async () => OK },
      (exchange) => exchanges.push(exchange),
      () => 0,
    );
    await http.send({ method: 'POST', url: 'http://p/', body: 'secret', timeoutMs: 1, isConfidential: true });
    expect(exchanges).toEqual([{ method: 'POST', url: 'http://p/', status: 200, tookMs: 0 }]);
  });

  it('keeps an error, and what came before it', async () => {
    const broken = new BrokenOff('unexpected EOF', { ...OK, body: '{"a' });
    const fault = new Fault('PROVIDER_UNREACHABLE', 'unexpected EOF', {}, { cause: broken });
    const { exchanges, outcome } = await recorded(async () => {
      throw fault;
    });
    expect(outcome).toBe(fault);
    expect(exchanges).toMatchObject([{ status: 200, body: '{"a', error: 'unexpected EOF', tookMs: 5 }]);
  });

  it('takes a password out of an address that cannot be read', async () => {
    const { exchanges } = await recorded(async () => OK, 'http://me:secret@a b/');
    expect(exchanges[0]?.url).toBe('http://***@a b/');
  });

  it.each<{ given: string; status: number; headers: Record<string, string>; wanted: number | undefined }>([
    { given: '429 with seconds', status: 429, headers: { 'retry-after': '120' }, wanted: 120 },
    {
      given: '503 with a date',
      status: 503,
      headers: { 'retry-after': 'Sun, 01 Mar 2026 10:06:00 GMT', date: 'Sun, 01 Mar 2026 10:05:00 GMT' },
      wanted: 60,
    },
    {
      given: 'a date that has passed',
      status: 503,
      headers: { 'retry-after': 'Sun, 01 Mar 2026 10:04:00 GMT', date: 'Sun, 01 Mar 2026 10:05:00 GMT' },
      wanted: 0,
    },
    {
      given: 'a date and no clock to set it against',
      status: 503,
      headers: { 'retry-after': 'Sun, 01 Mar 2026 10:06:00 GMT' },
      wanted: undefined,
    },
    { given: '429 without', status: 429, headers: {}, wanted: undefined },
    { given: 'nonsense', status: 429, headers: { 'retry-after': 'soon' }, wanted: undefined },
    { given: '500 with seconds', status: 500, headers: { 'retry-after': '120' }, wanted: undefined },
  ])('given $given, the wait is $wanted', async ({ status, headers, wanted }) => {
    const { exchanges } = await recorded(async () => ({ ...OK, status, headers }));
    expect(exchanges[0]?.retryAfterSeconds).toBe(wanted);
  });
});
