import type { FaultCode } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { News, Store } from '../store.ts';

/** Parts of a store whose members are all calls that answer by a promise. */
export const STORE_PARTS = ['templates', 'runs', 'replicas', 'history', 'callbacks', 'access'] as const;

export type StorePart = (typeof STORE_PARTS)[number];

/** One call of a store that lives in another thread. What is given and answered are plain values, which threads can hand to each other. */
export interface StoreRequest {
  readonly number: number;
  readonly call:
    | { readonly part: StorePart; readonly name: string; readonly given: readonly unknown[] }
    | { readonly part?: never; readonly name: keyof Pick<Store, 'check' | 'close'> };
}

/** What the thread says. */
export type StoreMessage =
  /** The store is open, or why it cannot be. */
  | { readonly kind: 'opened'; readonly refusal?: StoreRefusal }
  | { readonly kind: 'answered'; readonly number: number; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly number: number; readonly refusal: StoreRefusal }
  | { readonly kind: 'news'; readonly news: News };

/** An error on its way. Without a code it is none of ours. */
export interface StoreRefusal {
  readonly code?: FaultCode;
  readonly message: string;
  readonly details?: JsonObject;
}
