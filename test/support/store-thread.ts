import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import { answerStore } from '../../src/service/store/thread/answer-store.ts';
import { standingClock } from './standing-clock.ts';

/** The work of a thread in tests: SQLite in the folder that it is given, by the clock of all tests of stores. */
const { folder } = workerData as { readonly folder: string };
if (parentPort !== null) await answerStore(parentPort, () => openSqlite({ folder, clock: standingClock }));
