import { instantOf } from '../../../core/instant.ts';
import type { StoredToken } from '../rows.ts';
import type { AccessStore } from '../store.ts';
import type { Engine } from './engine.ts';
import { fromJsonText, jsonText } from './json-text.ts';
import type { Db, Tables } from './tables.ts';

/** Tokens and sessions. */
export function accessStore(engine: Engine): AccessStore {
  return {
    createToken: (token) =>
      engine.write(async ({ db }) => {
        await db
          .insertInto('tokens')
          .values(rowOf(token))
          .onConflict((there) => there.column('id').doNothing())
          .execute();
      }),

    tokenByHash: (hash) =>
      engine.read(async (db) => {
        const row = await tokens(db).where('hash', '=', hash).executeTakeFirst();
        return row && tokenOf(row);
      }),

    listTokens: () =>
      engine.read(async (db) => (await tokens(db).orderBy('created_at').orderBy('id').execute()).map(tokenOf)),

    revokeToken: (id, now) =>
      engine.write(async ({ db }) => {
        const row = await db.selectFrom('tokens').select('id').where('id', '=', id).executeTakeFirst();
        if (row === undefined) return false;
        const revoked = { revoked_at: now };
        await db.updateTable('tokens').set(revoked).where('id', '=', id).where('revoked_at', 'is', null).execute();
        return true;
      }),

    createSession: ({ hash, identity, csrf, expiresAt }) =>
      engine.write(async ({ db }) => {
        await db
          .insertInto('sessions')
          .values({ hash, identity: jsonText(identity), csrf, expires_at: expiresAt })
          .onConflict((there) => there.column('hash').doNothing())
          .execute();
      }),

    session: (hash) =>
      engine.read(async (db) => {
        const row = await db
          .selectFrom('sessions')
          .select(['identity', 'csrf', 'expires_at'])
          .where('hash', '=', hash)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        return { hash, identity: fromJsonText(row.identity), csrf: row.csrf, expiresAt: instantOf(row.expires_at) };
      }),

    deleteSession: (hash) =>
      engine.write(async ({ db }) => {
        await db.deleteFrom('sessions').where('hash', '=', hash).execute();
      }),

    pruneSessions: (now) =>
      engine.write(async ({ db }) => {
        await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
      }),
  };
}

function tokens(db: Db) {
  return db
    .selectFrom('tokens')
    .select(['id', 'name', 'hash', 'namespace', 'role', 'created_at', 'expires_at', 'revoked_at']);
}

function rowOf(token: StoredToken): Tables['tokens'] {
  const { id, name, hash, namespace, role, createdAt, expiresAt, revokedAt } = token;
  return {
    id,
    name: jsonText(name),
    hash,
    namespace,
    role,
    created_at: createdAt,
    expires_at: expiresAt ?? null,
    revoked_at: revokedAt ?? null,
  };
}

function tokenOf(row: Tables['tokens']): StoredToken {
  return {
    id: row.id,
    name: fromJsonText(row.name),
    hash: row.hash,
    namespace: row.namespace,
    // Only roles are written there.
    role: row.role as StoredToken['role'],
    createdAt: instantOf(row.created_at),
    ...(row.expires_at !== null && { expiresAt: instantOf(row.expires_at) }),
    ...(row.revoked_at !== null && { revokedAt: instantOf(row.revoked_at) }),
  };
}
