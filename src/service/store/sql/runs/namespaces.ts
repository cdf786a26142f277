import { sql } from 'kysely';
import { CLUSTER_SCOPE } from '../../rows.ts';
import type { Engine } from '../engine.ts';

/** Namespaces that have a run or a template. Hops through the indexes from one to the next, however much is in each. */
export async function namespaces(engine: Engine): Promise<readonly string[]> {
  const { rows } = await engine.read((db) =>
    sql<{ name: string }>`
      WITH RECURSIVE of_runs (name) AS (
        SELECT min(namespace) FROM runs
        UNION ALL
        SELECT (SELECT min(r.namespace) FROM runs r WHERE r.namespace > of_runs.name) FROM of_runs WHERE of_runs.name IS NOT NULL
      ), of_templates (name) AS (
        SELECT min(scope) FROM templates WHERE scope > ${CLUSTER_SCOPE} AND document IS NOT NULL
        UNION ALL
        SELECT (SELECT min(t.scope) FROM templates t WHERE t.scope > of_templates.name AND t.document IS NOT NULL)
        FROM of_templates WHERE of_templates.name IS NOT NULL
      )
      SELECT name FROM of_runs WHERE name IS NOT NULL UNION SELECT name FROM of_templates WHERE name IS NOT NULL`.execute(
      db,
    ),
  );
  return rows.map(({ name }) => name).sort();
}
