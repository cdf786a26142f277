import type { Store } from '../store.ts';
import { accessStore } from './access.ts';
import { callbackStore } from './callbacks.ts';
import type { Engine } from './engine.ts';
import { historyStore } from './history.ts';
import { replicaStore } from './replicas.ts';
import { runStore } from './runs/run-store.ts';
import { templateStore } from './templates.ts';

/** The store in a database whose schema is that of this program. */
export function sqlStore(engine: Engine): Store {
  return {
    templates: templateStore(engine),
    runs: runStore(engine),
    replicas: replicaStore(engine),
    history: historyStore(engine),
    callbacks: callbackStore(engine),
    access: accessStore(engine),
    check: () =>
      engine.write(async ({ db }) => {
        const checked_at = engine.says.now();
        await db
          .insertInto('write_checks')
          .values({ id: 1, checked_at })
          .onConflict((there) => there.column('id').doUpdateSet({ checked_at }))
          .execute();
      }),
    listen: (hear) => engine.listen(hear),
    close: () => engine.close(),
  };
}
