import type { JsonObject } from '../core/json.ts';
import type { Place } from './problem.ts';
import type { RunSpec } from './schema/run-spec.ts';
import type { TemplateSpec } from './schema/template-spec.ts';

/** A document of one of our kinds, checked. */
export type Document = TemplateDocument | RunDocument;

interface AnyDocument {
  /** `metadata.name`; for a run without one its `metadata.generateName`. */
  readonly name: string;
  /** `metadata.namespace`, where it is given. */
  readonly namespace?: string;
  /** Where the document begins. */
  readonly place: Place;
  /** The document as it was read. */
  readonly json: JsonObject;
}

export interface TemplateDocument extends AnyDocument {
  readonly kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate';
  readonly spec: TemplateSpec;
}

export interface RunDocument extends AnyDocument {
  readonly kind: 'AnalysisRun';
  readonly spec: RunSpec;
  /** `statusFromJson` reads it. */
  readonly status?: JsonObject;
}

/** One text that may hold several documents. */
export interface Source {
  /** A path, or `-` for standard input. */
  readonly name: string;
  readonly text: string;
}
