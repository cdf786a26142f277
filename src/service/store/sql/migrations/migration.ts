/** Which words a migration is written in. */
export type SqlDialect = 'sqlite' | 'postgres';

/** One step of the schema. Once released it is never changed: the next step mends it. */
export interface Migration {
  /** From 1 on, without a gap. */
  readonly version: number;
  /** What it brings, for people. */
  readonly name: string;
  /** Statements in their order. */
  statements(dialect: SqlDialect): readonly string[];
}
