import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import { CLUSTER_SCOPE } from '../../store/rows.ts';
import { AnalysisTemplateDocument, ClusterAnalysisTemplateDocument } from '../schema/template.ts';
import type { Wanted } from '../templates/read-template.ts';
import { InNamespace, Named, NamedInNamespace } from './path-schema.ts';

/** Where templates are kept: one of these for namespaces, one for the whole service. */
export interface TemplatePlace {
  /** What stands before `/{name}` and `:validate`. */
  readonly at: string;
  readonly kind: Wanted['kind'];
  readonly document: TSchema;
  /** Of what is in the address, with the name of a template and without. */
  readonly named: TSchema;
  readonly all: TSchema;
  readonly tag: string;
}

/** AnalysisTemplates. */
export const IN_NAMESPACE: TemplatePlace = {
  at: '/namespaces/:namespace/templates',
  kind: 'AnalysisTemplate',
  document: AnalysisTemplateDocument,
  named: NamedInNamespace,
  all: InNamespace,
  tag: 'templates',
};

/** ClusterAnalysisTemplates. */
export const FOR_ALL: TemplatePlace = {
  at: '/clustertemplates',
  kind: 'ClusterAnalysisTemplate',
  document: ClusterAnalysisTemplateDocument,
  named: Named,
  all: Type.Object({}),
  tag: 'cluster templates',
};

/** Header of answers with a template. */
export const ETAG = Type.String({ description: 'The version, in quotes.', examples: ['"3"'] });

/** The namespace of a scope, as a member that is left out where there is none. */
export function namespaceIn(scope: string): { readonly namespace?: string } {
  return scope === CLUSTER_SCOPE ? {} : { namespace: scope };
}

interface Address {
  readonly namespace?: string;
  readonly name?: string;
}

/** Where the template of an address is kept. */
export function scopeOf({ params }: FastifyRequest): string {
  return (params as Address).namespace ?? CLUSTER_SCOPE;
}

/** Its name. */
export function nameOf({ params }: FastifyRequest): string {
  return (params as Address).name ?? '';
}

/** That there is no such template. */
export function missing(request: FastifyRequest, kind: string): Fault {
  const { namespace } = request.params as Address;
  return new Fault(
    'NOT_FOUND',
    `there is no ${kind} "${nameOf(request)}"${namespace === undefined ? '' : ` in namespace "${namespace}"`}`,
  );
}
