import { expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import type { StoredToken } from '../../../../src/service/store/rows.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const TOKEN: StoredToken = {
  id: 'a',
  name: 'ci-checkout',
  hash: 'f'.repeat(64),
  namespace: 'shop',
  role: 'runner',
  createdAt: NOW,
};

eachStore('access', (given) => {
  it('finds a token by the hash of its text, and no other way', async () => {
    const { access } = given().store;
    await access.createToken(TOKEN);
    await access.createToken(TOKEN);
    expect(await access.tokenByHash(TOKEN.hash)).toEqual(TOKEN);
    expect(await access.tokenByHash(TOKEN.id)).toBeUndefined();
    expect(await access.tokenByHash('%')).toBeUndefined();
  });

  it('lists tokens, the oldest first', async () => {
    const { access } = given().store;
    const tokens = ['c', 'a', 'b'].map(
      (id, index): StoredToken => ({
        ...TOKEN,
        id,
        hash: id,
        createdAt: instantOf(NOW + index),
        expiresAt: instantOf(NOW + 1000),
      }),
    );
    for (const token of tokens.toReversed()) await access.createToken(token);
    expect(await access.listTokens()).toEqual(tokens);
  });

  it('revokes a token once, and says when', async () => {
    const { access } = given().store;
    await access.createToken(TOKEN);
    expect(await access.revokeToken('a', instantOf(NOW + 1))).toBe(true);
    expect(await access.revokeToken('a', instantOf(NOW + 2))).toBe(true);
    expect(await access.revokeToken('b', NOW)).toBe(false);
    expect(await access.tokenByHash(TOKEN.hash)).toEqual({ ...TOKEN, revokedAt: NOW + 1 });
  });

  it('is seen by other processes at once', async () => {
    const other = await given().another();
    await other.access.createToken(TOKEN);
    expect(await given().store.access.tokenByHash(TOKEN.hash)).toEqual(TOKEN);
  });

  it('keeps sessions until they are deleted', async () => {
    const { access } = given().store;
    const session = { hash: 'b', identity: { name: 'alice', grants: [] }, csrf: 'x', expiresAt: NOW };
    await access.createSession(session);
    await access.createSession(session);
    expect(await access.session('b')).toEqual(session);
    await access.deleteSession('b');
    await access.deleteSession('b');
    expect(await access.session('b')).toBeUndefined();
  });
});
