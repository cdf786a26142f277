import type { Clock } from '../core/clock.ts';
import type { Patience } from '../core/patience.ts';
import type { Secret } from '../core/secret.ts';
import type { Jsonata } from '../evaluator/jsonata.ts';
import type { Http } from '../providers/http/http.ts';
import type { Providers } from '../providers/provider.ts';
import type { SharedQuestions } from './shared-questions/shared-questions.ts';
import type { Turns } from './turns.ts';

/** The parts of the world a run needs, put together by `main.ts`, the service or a test. */
export interface Deps {
  readonly clock: Clock;
  readonly providers: Providers;
  readonly http: Http;
  /** One variable of the environment. */
  readonly env: (name: string) => string | undefined;
  /** Secrets of the cluster, a folder or the command line, for providers; `namespace` absent: the controller's. */
  readonly secret: (name: string, namespace?: string) => Promise<Readonly<Record<string, Secret>> | undefined>;
  /** A clock that never jumps, in milliseconds, for how long things took. */
  readonly elapsed: () => number;
  /** Where many runs are driven side by side: looks wait for their turn here. Absent: nobody waits. */
  readonly turns?: Pick<Turns, 'take'>;
  /** Where runs share what they ask: then looks have their turns of it, and `http` leads through it. Absent: each asks for itself. */
  readonly sharing?: SharedQuestions;
  /** Where many share a process: evaluates JSONata, whose steps cannot be counted, where it holds nobody up. Absent: in this thread. */
  readonly jsonata?: Jsonata;
  /** Where many share a process: how long a look may take to be judged, from now on. Absent: as long as its conditions take. */
  readonly patience?: () => Patience;
  /** Where many share a process: resolves when this run may have its thread for a moment; undefined: at once. Asked before a look is judged. */
  readonly turn?: () => Promise<void> | undefined;
  /** The most characters of a value that are taken. Absent: any number. */
  readonly largestValue?: number;
}
