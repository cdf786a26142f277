import { instantOf } from '../../../core/instant.ts';
import type { StoredTemplate } from '../rows.ts';
import type { Expected, Put, TemplateStore } from '../store.ts';
import type { Engine, Write } from './engine.ts';
import { fromJsonText, jsonText } from './json-text.ts';
import type { Db, Tables } from './tables.ts';

type Row = Tables['templates'];

const COLUMNS = ['scope', 'name', 'document', 'version', 'created_at', 'updated_at'] as const;

/** Templates in the table of that name. One that was deleted leaves its row without its document. */
export function templateStore(engine: Engine): TemplateStore {
  return {
    put: (template, expected, now) =>
      engine.write(async (write): Promise<Put> => {
        const there = await locked(engine, write, template.scope, template.name);
        const old = there === undefined ? undefined : templateOf(there);
        if (!isExpected(old, expected)) return { kind: 'conflict', ...(old && { version: old.version }) };
        const stored: StoredTemplate = {
          ...template,
          version: (there?.version ?? 0) + 1,
          createdAt: old?.createdAt ?? now,
          updatedAt: now,
        };
        await save(write, stored, there !== undefined);
        return { kind: 'stored', template: stored, isNew: old === undefined };
      }),

    get: (scope, name) =>
      engine.read(async (db) => {
        const row = await from(db, scope).where('name', '=', name).executeTakeFirst();
        return row && templateOf(row);
      }),

    list: (scope, { after, limit }) =>
      engine.read(async (db) => {
        const there = from(db, scope).where('document', 'is not', null).orderBy('name').limit(limit);
        const rows = await (after === undefined ? there : there.where('name', '>', after)).execute();
        return rows.flatMap((row) => templateOf(row) ?? []);
      }),

    getAll: (scope, names) =>
      engine.read(async (db) => {
        const rows = await from(db, scope).where(engine.says.isAmong('name', names)).orderBy('name').execute();
        return rows.flatMap((row) => templateOf(row) ?? []);
      }),

    delete: (scope, name, expected) =>
      engine.write(async (write) => {
        const there = await locked(engine, write, scope, name);
        const old = there && templateOf(there);
        if (old === undefined) return { kind: 'missing' };
        if (!isExpected(old, expected)) return { kind: 'conflict', version: old.version };
        const row = { document: null };
        await write.db.updateTable('templates').set(row).where('scope', '=', scope).where('name', '=', name).execute();
        return { kind: 'deleted' };
      }),
  };
}

function from(db: Db, scope: string) {
  return db.selectFrom('templates').select(COLUMNS).where('scope', '=', scope);
}

async function locked({ says }: Engine, { db }: Write, scope: string, name: string): Promise<Row | undefined> {
  const row = from(db, scope).where('name', '=', name);
  return await (says.forUpdate ? row.modifyEnd(says.forUpdate) : row).executeTakeFirst();
}

function isExpected(there: StoredTemplate | undefined, expected: Expected): boolean {
  switch (expected.kind) {
    case 'any':
      return true;
    case 'none':
      return there === undefined;
    case 'version':
      return there?.version === expected.version;
  }
}

/** Where two make the same template at the same time, the second collides with the first, and is done again. */
async function save({ db }: Write, template: StoredTemplate, isThere: boolean): Promise<void> {
  const row: Row = {
    scope: template.scope,
    name: template.name,
    document: jsonText(template.document),
    version: template.version,
    created_at: template.createdAt,
    updated_at: template.updatedAt,
  };
  if (!isThere) await db.insertInto('templates').values(row).execute();
  else {
    const { scope, name, ...rest } = row;
    await db.updateTable('templates').set(rest).where('scope', '=', scope).where('name', '=', name).execute();
  }
}

function templateOf({ scope, name, document, version, created_at, updated_at }: Row): StoredTemplate | undefined {
  if (document === null) return undefined;
  return {
    scope,
    name,
    document: fromJsonText(document),
    version,
    createdAt: instantOf(created_at),
    updatedAt: instantOf(updated_at),
  };
}
