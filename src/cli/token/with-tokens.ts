import type { AccessStore } from '../../service/store/store.ts';
import { openStore } from '../serve/open-store.ts';
import type { World } from '../world.ts';
import type { TokenOptions } from './token-options.ts';

/** The tokens of a store. */
export interface Tokens {
  readonly access: AccessStore;
  /** Where the store is, for a person; without any password. */
  readonly place: string;
}

/**
 * Opens the store beside whoever serves it, makes it if it is not there, and closes it when `work` is done.
 *
 * @throws Fault USAGE_INVALID, STORE_UNFIT, STORE_UNAVAILABLE
 */
export async function withTokens<Result>(
  options: TokenOptions,
  world: World,
  work: (tokens: Tokens) => Promise<Result>,
): Promise<Result> {
  const { store, place } = await openStore(options, world, false);
  try {
    return await work({ access: store.access, place });
  } finally {
    await store.close();
  }
}
