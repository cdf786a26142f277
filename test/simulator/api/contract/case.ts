import type { Json } from '../../../../src/core/json.ts';

/**
 * One call: method and path, body, query, content type of a patch. `NS` stands for the namespace of the run, `$1.metadata.uid` for what the first
 * answer of the case said there.
 */
export type Step = readonly [
  words: string,
  body?: Json | undefined,
  query?: Readonly<Record<string, string>>,
  contentType?: string,
];

/** Calls that are played one after the other on both servers; all answers must be the same. Names are the case's own. */
export interface Case {
  readonly title: string;
  readonly steps: readonly Step[];
}

export const CONFIG_MAPS = '/api/v1/namespaces/NS/configmaps';
export const THINGS = '/apis/NS.test/v1/namespaces/NS/things';
export const JOBS = '/apis/batch/v1/namespaces/NS/jobs';
export const MERGE = 'application/merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';

/** A custom object of the contract's own kind. */
export function thing(name: string, more: { readonly [name: string]: Json } = {}): Json {
  return { apiVersion: 'NS.test/v1', kind: 'Thing', metadata: { name }, spec: { size: 1 }, ...more };
}
