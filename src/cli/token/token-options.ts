import type { Role } from '../../service/access/access.ts';
import type { StoreOptions } from '../serve/store-options.ts';

/** Options of all commands for tokens. */
export type TokenOptions = StoreOptions;

export interface ListTokensOptions extends TokenOptions {
  readonly output: 'text' | 'json';
}

export interface CreateTokenOptions extends TokenOptions {
  readonly name?: string;
  /** `*` for all. */
  readonly namespace: string;
  readonly role: Role;
  /** As written: `90d`, `36h`. Absent: it does not expire. */
  readonly expires?: string;
}
