import { describe, expect, it } from 'vitest';
import { type HttpAsked, inProcessHttp } from '../../../src/cli/embedded/in-process-http.ts';

describe('HTTP within this process', () => {
  it('brings what is asked to whoever answers, and the answer back', async () => {
    const asked: HttpAsked[] = [];
    const http = inProcessHttp((one) => {
      asked.push(one);
      return { status: 201, body: '{"a":1}' };
    });
    const url = 'http://shop.test:9090/api?query=a%20b';
    const answer = await http.send({ method: 'POST', url, body: 'x=y', timeoutMs: 1_000 });
    expect(answer).toEqual({
      status: 201,
      statusText: '',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(asked.map(({ method, url, body }) => [method, url.host, url.searchParams.get('query'), body])).toEqual([
      ['POST', 'shop.test:9090', 'a b', 'x=y'],
    ]);
  });

  it('fails as the network does where nobody is', async () => {
    const http = inProcessHttp(() => undefined);
    await expect(http.send({ method: 'GET', url: 'http://nobody.test/', timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
      message: 'Get "http://nobody.test/": dial tcp: lookup nobody.test: no such host',
    });
  });
});
