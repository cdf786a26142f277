import { isJsonObject, type JsonObject } from '../../../../core/json.ts';
import type { ApiAnswer, WatchEvent } from '../../../../simulator/api/call.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import { refuse } from '../refuse.ts';
import { acceptedForm } from './accepted-form.ts';
import { metadataAlone, metadataListOf, metadataOf } from './metadata-alone.ts';
import { bookmarkTable, eventTable, type TableOptions, tableOf } from './table-of.ts';

const META = { group: 'meta.k8s.io', version: 'v1' };

const FORMS = {
  table: { as: 'Table', ...META },
  metadata: { as: 'PartialObjectMetadata', ...META },
  metadataList: { as: 'PartialObjectMetadataList', ...META },
} as const;

/** How objects are shown to a client: whole, as rows of a table, or their metadata alone. */
export type ObjectForm = keyof typeof FORMS | 'plain';

/** The form that an `Accept` asks for; undefined when it asks for none that there is. */
export function objectFormOf(accept: string | undefined): ObjectForm | undefined {
  return acceptedForm(accept, FORMS);
}

/** A form, and what showing in it needs. */
export interface Showing extends TableOptions {
  readonly form: ObjectForm;
  readonly kind: ApiKind;
}

/** The answer in the form that was asked for. What is no object or list of the kind, such as a Status or a Scale, stays as it is. */
export function shown(answer: ApiAnswer, { form, kind, ...options }: Showing): ApiAnswer {
  const { body } = answer;
  const items = body['kind'] === `${kind.kind}List` ? itemsOf(body) : undefined;
  if (form === 'plain' || (items === undefined && body['kind'] !== kind.kind)) return answer;
  if (form === 'table') return { ...answer, body: tableOf(kind, items ?? [body], metadataOf(body), options) };
  if (form === 'metadata' && items === undefined) return { ...answer, body: metadataAlone(body) };
  if (form === 'metadataList' && items !== undefined) return { ...answer, body: metadataListOf(body, items) };
  const asked = FORMS[form].as;
  return refuse(406, `you requested ${asked}, but the requested object is ${items === undefined ? 'not ' : ''}a list`);
}

function itemsOf({ items }: JsonObject): readonly JsonObject[] {
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

/** An event of a watch in the form that was asked for; what went wrong stays a Status. */
export function shownEvent(event: WatchEvent, showing: Showing & { readonly isFirst: boolean }): WatchEvent {
  const { type, object } = event;
  const { form, kind, isFirst } = showing;
  if (form === 'plain' || type === 'ERROR') return event;
  if (form !== 'table') return { type, object: metadataAlone(object) };
  return {
    type,
    object: type === 'BOOKMARK' ? bookmarkTable(kind, object, isFirst) : eventTable(kind, object, showing),
  };
}
