/** What a member of a built-in kind holds, as the API server's Go types say it: what can be read, and what is left out where it is empty. */
export type Shape = ScalarShape | CollectionShape | StructShape;

interface ScalarShape {
  readonly kind:
    | 'text'
    | 'flag'
    | 'int32'
    | 'int64'
    | 'quantity'
    | 'wholeOrText'
    | 'time'
    | 'microTime'
    | 'bytes'
    | 'any';
  /** As Go names the type in errors: `int32`, `v1.RestartPolicy`. */
  readonly goType: string;
}

interface CollectionShape {
  readonly kind: 'list' | 'map';
  readonly of: Shape;
  readonly goType: string;
}

/** An object with members of its own. */
export interface StructShape {
  readonly kind: 'struct';
  readonly name: string;
  readonly goType: string;
  readonly members: ReadonlyMap<string, Member>;
  /** Members that are written even when they are not set, with what they are then. */
  readonly always: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** Whether an empty value differs from none, so that it stays. */
  readonly isPointer: boolean;
  /** Whether it is written even when it is empty. */
  readonly isAlways: boolean;
  /** Its place as errors tell it: with the part of the object that Go keeps it in, `ProbeHandler.httpGet`. */
  readonly goPath: string;
}
