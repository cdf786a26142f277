import type { JsonObject } from '../../core/json.ts';
import type { FieldError } from '../../rollout/validate/field-error.ts';
import type { ApiKind, FieldProblem, KindRules } from '../api/kind.ts';
import type { Fill } from './fill/fill.ts';
import { inGoOrder } from './shape/in-go-order.ts';
import { readObject } from './shape/read-object.ts';
import { structNamed } from './shape/structs.ts';

/** What a built-in kind says of itself; the rest follows from it. */
export interface BuiltInKind
  extends Omit<ApiKind, 'singular' | 'shortNames' | 'categories' | 'rules' | 'generationOf'> {
  /** Default: the kind in small letters. */
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** Default: none has a generation. */
  readonly generationOf?: readonly (readonly string[])[];
  /** Fills in what is not said. Default: nothing. */
  readonly fill?: Fill;
  readonly onCreate?: KindRules['onCreate'];
  readonly onUpdate?: KindRules['onUpdate'];
  /**
   * All that is wrong beyond the metadata. Default: nothing.
   *
   * @param old  what stands there; absent at creation
   */
  readonly errorsOf?: (object: JsonObject, old?: JsonObject) => readonly FieldError[];
  readonly warningsOf?: KindRules['warningsOf'];
}

/** A kind that is there from the start, with the members that Kubernetes 1.35 knows of it. */
export function builtIn({
  fill = (object) => object,
  onCreate,
  onUpdate,
  errorsOf = () => [],
  warningsOf,
  generationOf = [],
  ...kind
}: BuiltInKind): ApiKind {
  const shape = structNamed(kind.kind);
  return {
    singular: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    generationOf,
    ...kind,
    rules: {
      prune: (object) => readObject(object, shape),
      inPrintOrder: (object) => inGoOrder(object, shape),
      // Read once more, because whoever took the status away left a hole that is never there.
      withDefaults: (object) => fill(readObject(object, shape).object),
      ...(onCreate && { onCreate }),
      ...(onUpdate && { onUpdate }),
      problemsOf: (object, old) => errorsOf(object, old).map(asProblem),
      ...(warningsOf && { warningsOf }),
    },
  };
}

function asProblem({ type, field, text }: FieldError): FieldProblem {
  return { reason: type, field, message: text.slice(field.length + 2) };
}

/** Of kinds whose generation counts changes of what is wished for. */
export const OF_SPEC: readonly (readonly string[])[] = [['spec']];
