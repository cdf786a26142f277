import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../src/core/instant.ts';
import { Secret } from '../../../src/core/secret.ts';
import { signedHeaders } from '../../../src/service/callbacks/sign-callback.ts';

const NOW = instantOf(1_614_265_330_999);

describe('the headers of a callback', () => {
  it('are those of the example of Standard Webhooks', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
    const key = new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(signedHeaders(message, key, NOW)).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('take any other text as it is for a key', () => {
    const body = '{"sentence":"größer"}';
    const expected = createHmac('sha256', 'pässword').update(`id.1614265330.${body}`).digest('base64');
    expect(signedHeaders({ id: 'id', body }, new Secret('pässword'), NOW)['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('hold no signature without a key', () => {
    expect(Object.keys(signedHeaders({ id: 'id', body: '{}' }, undefined, NOW))).toEqual([
      'webhook-id',
      'webhook-timestamp',
    ]);
  });
});
