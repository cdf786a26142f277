import type { ApiKind, KindRules } from '../api/kind.ts';

/** What a built-in kind says of itself; the rest follows from it. */
export interface BuiltInKind
  extends Omit<ApiKind, 'singular' | 'shortNames' | 'categories' | 'rules' | 'generationOf'> {
  /** Default: the kind in small letters. */
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** Default: none has a generation. */
  readonly generationOf?: readonly (readonly string[])[];
  /** Default of each: objects pass through as they are. */
  readonly rules?: Partial<KindRules>;
}

/** A kind that is there from the start. */
export function builtIn(kind: BuiltInKind): ApiKind {
  const { rules, generationOf = [], ...rest } = kind;
  return {
    singular: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    generationOf,
    ...rest,
    rules: {
      prune: (object) => ({ object, unknown: [] }),
      withDefaults: (object) => object,
      problemsOf: () => [],
      ...rules,
    },
  };
}

/** Of kinds whose generation counts changes of what is wished for. */
export const OF_SPEC: readonly (readonly string[])[] = [['spec']];
