import type { Json, JsonObject } from './wire.ts';

/** Where a template is kept: in a namespace, or for the whole service. */
export type Scope = 'namespace' | 'cluster';

/** An argument that a template takes, as a form shows it. */
export type TemplateArgument =
  /** Must be given. `from` says where it would come from in a Rollout. */
  | { readonly kind: 'required'; readonly name: string; readonly from?: string }
  | { readonly kind: 'optional'; readonly name: string; readonly value: string }
  /** Comes from a Secret that the namespace was granted, and is never typed in. */
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string };

/** A metric of a template, as it is shown. */
export interface TemplateMetric {
  readonly name: string;
  readonly provider: string;
  readonly interval?: string;
  readonly count?: string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
}

/** The arguments of a template's document, whatever else is in it. */
export function argumentsOf(document: Json): readonly TemplateArgument[] {
  return listIn(specOf(document), 'args').flatMap((one) => {
    const name = textIn(one, 'name');
    return name === undefined ? [] : [argumentOf(name, one)];
  });
}

function argumentOf(name: string, one: JsonObject): TemplateArgument {
  const from = objectIn(one, 'valueFrom');
  const secret = objectIn(from, 'secretKeyRef');
  if (secret !== undefined) {
    return { kind: 'secret', name, secret: `${textIn(secret, 'name') ?? ''}/${textIn(secret, 'key') ?? ''}` };
  }
  const value = textIn(one, 'value');
  if (value !== undefined) return { kind: 'optional', name, value };
  const field = textIn(objectIn(from, 'fieldRef'), 'fieldPath');
  return { kind: 'required', name, ...(field !== undefined && { from: field }) };
}

/** The metrics of a template's document. */
export function templateMetricsOf(document: Json): readonly TemplateMetric[] {
  return listIn(specOf(document), 'metrics').map((metric) => {
    const [provider = ''] = Object.keys(objectIn(metric, 'provider') ?? {});
    const texts = ['interval', 'count', 'successCondition', 'failureCondition'] as const;
    const known = texts.flatMap((name) => {
      const text = textIn(metric, name);
      return text === undefined || text === '' ? [] : [[name, text] as const];
    });
    return { name: textIn(metric, 'name') ?? '', provider, ...Object.fromEntries(known) };
  });
}

/** The name in a template's document. */
export function nameIn(document: Json): string | undefined {
  return textIn(objectIn(isObject(document) ? document : undefined, 'metadata'), 'name');
}

function specOf(document: Json): JsonObject | undefined {
  return objectIn(isObject(document) ? document : undefined, 'spec');
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function objectIn(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

function textIn(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function listIn(object: JsonObject | undefined, name: string): readonly JsonObject[] {
  const value = object?.[name];
  return Array.isArray(value) ? value.filter((one: Json) => isObject(one)) : [];
}
