import type { Command } from 'commander';

/** Which store a command works on, as its options say. */
export interface StoreOptions {
  /** Folder of the embedded store. Default: `verdict/` in the user's data directory. */
  readonly data?: string;
  /** Of a PostgreSQL. Default: VERDICT_DATABASE_URL; without one, the embedded store. */
  readonly databaseUrl?: string;
}

/** Gives a command the options that choose the store of the service. */
export function storeOptions(command: Command): Command {
  return command
    .optionsGroup('Store:')
    .option('--data <folder>', "folder of the embedded store (default: verdict/ in the user's data directory)")
    .option(
      '--database-url <url>',
      'a PostgreSQL instead, for several replicas. Others on this machine may see a command line: prefer VERDICT_DATABASE_URL',
    );
}
