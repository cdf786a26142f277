import type { Clock } from '../../../../core/clock.ts';
import type { Json, JsonObject } from '../../../../core/json.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import { metadataAlone, metadataOf } from './metadata-alone.ts';

/** What a row carries of its object beside the cells. */
export type IncludeObject = (typeof INCLUDED)[number];

const INCLUDED = ['None', 'Metadata', 'Object'] as const;

/** Reads the parameter `includeObject`; empty counts as `Metadata`. */
export function includedObject(word: string): IncludeObject | undefined {
  return word === '' ? 'Metadata' : INCLUDED.find((known) => known === word);
}

export interface TableOptions {
  readonly include: IncludeObject;
  /** Ages are told at the moment that a table is made. */
  readonly clock: Clock;
}

/**
 * Objects of a kind as the table that kubectl prints.
 *
 * @param metadata  of the list, or of the one object: its version, and where the list goes on
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
 */
export function tableOf(
  kind: ApiKind,
  objects: readonly JsonObject[],
  metadata: JsonObject,
  options: TableOptions,
): JsonObject {
  return table(
    metadata,
    columnsOf(kind),
    objects.map((object) => rowOf(kind, object, options)),
  );
}

/**
 * One event of a watch as a table.
 *
 * @param isFirst  only the first table of a watch says which columns there are
 */
export function eventTable(
  kind: ApiKind,
  object: JsonObject,
  options: TableOptions & { isFirst: boolean },
): JsonObject {
  return table(metadataOf(object), options.isFirst ? columnsOf(kind) : null, [rowOf(kind, object, options)]);
}

/** A bookmark says how far the watch has come and is no object of the kind: its row is empty. */
export function bookmarkTable(kind: ApiKind, bookmark: JsonObject, isFirst: boolean): JsonObject {
  const cells = kind.columns.map((_, index) => (index === 0 ? '' : null));
  return table(metadataOf(bookmark), isFirst ? columnsOf(kind) : null, [{ cells, object: metadataAlone(bookmark) }]);
}

function table(metadata: JsonObject, columnDefinitions: Json, rows: readonly JsonObject[]): JsonObject {
  const told = ['resourceVersion', 'continue', 'remainingItemCount'].flatMap((name) => {
    const value = metadata[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: Object.fromEntries(told), columnDefinitions, rows };
}

function columnsOf({ columns }: ApiKind): readonly JsonObject[] {
  return columns.map(({ name, type, format = '', description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
}

function rowOf(kind: ApiKind, object: JsonObject, { include, clock }: TableOptions): JsonObject {
  return { cells: kind.columns.map(({ cell }) => cell(object, clock.now())), object: carried(kind, object, include) };
}

function carried({ group, version, kind }: ApiKind, object: JsonObject, include: IncludeObject): Json {
  if (include === 'None') return null;
  if (include === 'Metadata') return metadataAlone(object);
  // Items of a list of a built-in kind do not say what they are.
  return { kind, apiVersion: group === '' ? version : `${group}/${version}`, ...object };
}
