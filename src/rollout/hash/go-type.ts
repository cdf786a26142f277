/**
 * What a field of a Go struct holds, as far as it decides the JSON that Go writes: which fields, in which order, and which are left out.
 * Hashes are taken over that JSON, so it has to be the same to the byte.
 */
export type GoType =
  | { readonly kind: 'text' | 'whole' | 'flag' | 'quantity' | 'wholeOrText' | 'time' | 'json' }
  | { readonly kind: 'list' | 'map'; readonly of: GoType }
  | { readonly kind: 'pointer'; readonly to: GoType }
  | Struct;

export interface Struct {
  readonly kind: 'struct';
  /** In the order in which Go writes them. */
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly type: GoType;
  /** Written even when it is empty. Otherwise Go leaves out `""`, `0`, `false`, what is absent, and empty lists and maps, but never a struct. */
  readonly isAlways: boolean;
}

export const text = { kind: 'text' } as const;
/** A whole number. */
export const whole = { kind: 'whole' } as const;
export const flag = { kind: 'flag' } as const;
/** An amount of resources, written in its canonical spelling. Never empty to Go. */
export const quantity = { kind: 'quantity' } as const;
/** A whole number or a text, written as it came. Never empty to Go. */
export const wholeOrText = { kind: 'wholeOrText' } as const;
export const time = { kind: 'time' } as const;
/** JSON that Go does not look into. */
export const json = { kind: 'json' } as const;

export function list(of: GoType): GoType {
  return { kind: 'list', of };
}

/** Names of the writer's choice, each with a value; written in the order of their bytes. */
export function map(of: GoType): GoType {
  return { kind: 'map', of };
}

/** Something that can be absent, so that an empty value differs from none and is written. */
export function pointer(to: GoType): GoType {
  return { kind: 'pointer', to };
}

interface Always {
  readonly kind: 'always';
  readonly type: GoType;
}

/** A field that is written even when it is empty. */
export function always(type: GoType): Always {
  return { kind: 'always', type };
}

/** A struct with these fields, in this order. */
export function struct(fields: Readonly<Record<string, GoType | Always>>): Struct {
  return {
    kind: 'struct',
    fields: Object.entries(fields).map(([name, type]) =>
      type.kind === 'always' ? { name, type: type.type, isAlways: true } : { name, type, isAlways: false },
    ),
  };
}
