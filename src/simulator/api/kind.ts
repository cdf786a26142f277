import type { JsonObject } from '../../core/json.ts';
import type { MergeShape } from '../apply/merge-shape.ts';

/** One kind that the embedded API server serves: a built-in one, or what a CustomResourceDefinition brought. */
export interface ApiKind {
  /** Empty: the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** In paths and on kubectl's command line. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly isNamespaced: boolean;
  readonly hasStatus: boolean;
  /** Absent: no scale subresource. */
  readonly scale?: ScalePaths;
  readonly columns: readonly Column[];
  /**
   * Paths of the members whose change raises `metadata.generation`. Empty: objects of the kind have none.
   * Absent: everything but metadata and status counts, as with custom resources.
   */
  readonly generationOf?: readonly (readonly string[])[];
  /** Fields that lists can be selected by, with the paths of their members. Absent: name and namespace alone, which always can. */
  readonly selectable?: Readonly<Record<string, readonly string[]>>;
  readonly rules: KindRules;
  /** How writers share an object of this kind. Absent: as the table of the built-in kinds says (apply/built-in-shapes.ts). */
  readonly shape?: MergeShape;
}

/** Where a kind keeps what an autoscaler reads and writes: paths of members, such as `['spec', 'replicas']`. */
export interface ScalePaths {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  /** Absent: none. There stands a selector, in text form or as an object with `matchLabels` and `matchExpressions`. */
  readonly selector?: readonly string[];
}

/** A column of the tables that kubectl shows. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date' | 'boolean' | 'number';
  readonly format?: string;
  readonly description: string;
  /** 0: always shown; higher: with `-o wide`. */
  readonly priority: number;
  /** @param ageAt  the moment that ages are told at */
  readonly cell: (object: JsonObject, ageAt: number) => string | number | boolean | null;
}

/** What an API server does to objects of a kind before it stores them, in the order of the members. */
export interface KindRules {
  /** Leaves out what the kind does not know. */
  prune(object: JsonObject): Pruned;
  /** The object with its members in the order in which the API server prints them. Absent: by their names, as with custom resources. */
  inPrintOrder?(object: JsonObject): JsonObject;
  /** Fills in what is not said. */
  withDefaults(object: JsonObject): JsonObject;
  /**
   * What the API server writes into a new object by itself, such as the selector of a Job or the phase of a Namespace. By then the object has its
   * name and uid, and the status that came with it is gone. Absent: nothing.
   */
  onCreate?(object: JsonObject, creation: Creation): JsonObject;
  /** What it keeps of the old object at an update of anything but the status, such as the address of a Service. Absent: nothing. */
  onUpdate?(object: JsonObject, old: JsonObject): JsonObject;
  /**
   * All that is wrong, in the API server's words.
   *
   * @param old  what stands there; absent at creation
   */
  problemsOf(object: JsonObject, old?: JsonObject): readonly FieldProblem[];
  /** Texts for the header `Warning` of an object that is let through. Absent: none. */
  warningsOf?(object: JsonObject, old?: JsonObject): readonly string[];
}

/** What is known of a creation beside its object. */
export interface Creation {
  /** A whole number ≥ 1 that no other creation gets: addresses are made of it. */
  readonly serial: number;
}

export interface Pruned {
  readonly object: JsonObject;
  /** What was left out: `spec.template.spec.containers[0].imagePolicy`. */
  readonly unknown: readonly string[];
  /**
   * Why the object cannot be read at all, such as a text where a number belongs: the end of the API server's sentence, after
   * `Pod in version "v1" cannot be handled as a Pod: `. Then nothing else of the object counts, and the answer is a 400. Absent: it can be read.
   */
  readonly malformed?: string;
}

/** One cause of a 422. */
export interface FieldProblem {
  /** Such as `FieldValueRequired`, `FieldValueInvalid`, `FieldValueNotSupported`. */
  readonly reason: string;
  /** `spec.selector`. */
  readonly field: string;
  /** With the value and what was expected, as the API server words it: `Invalid value: 0: must be …`. */
  readonly message: string;
}
