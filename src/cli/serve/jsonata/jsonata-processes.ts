import { Fault } from '../../../core/fault.ts';
import type { Value } from '../../../core/value.ts';
import { toJsonata } from '../../../evaluator/jsonata/values.ts';
import { JSONATA_HERE, type Jsonata, type JsonataConditions } from '../../../evaluator/jsonata.ts';
import { Turns } from '../../../runner/turns.ts';
import type { JsonataAnswer, JsonataJob } from './jsonata-job.ts';
import type { Ended, JsonataProcess } from './jsonata-process.ts';

/** Processes at most, and how many of them one namespace has at a time. Few runs use JSONata. */
const MOST = { overall: 2, perBackend: 1 };

/**
 * Evaluates JSONata in processes of its own: the language has functions that take hours or gigabytes for a short text, and the library cannot
 * end them. Here that ends a process, as one that runs out of memory ends the whole of it, and the look is an error.
 */
export class JsonataProcesses {
  readonly #open: () => JsonataProcess;
  readonly #turns = new Turns(MOST);
  readonly #idle: JsonataProcess[] = [];
  readonly #processes = new Set<JsonataProcess>();
  #isClosed = false;

  /** @param open begins a process */
  constructor(open: () => JsonataProcess) {
    this.#open = open;
  }

  /** What one namespace asks holds up nobody but itself. */
  for(namespace: string): Jsonata {
    const ask = (job: JsonataJob): Promise<JsonataAnswer | Ended> => this.#ask(namespace, job);
    return {
      async judge(conditions, value, now) {
        const plain = plainOf(value);
        if (plain === undefined) return JSONATA_HERE.judge(conditions, value, now);
        const answer = await ask({ kind: 'judge', conditions, value: plain, now });
        if (answer.kind === 'judged') return answer.outcome;
        return { phase: 'Error', message: `could not evaluate ${nameOf(conditions)}: ${whyNot(answer)}` };
      },
      async transform(text, value, now) {
        const plain = plainOf(value);
        if (plain === undefined) return JSONATA_HERE.transform(text, value, now);
        const answer = await ask({ kind: 'transform', text, value: plain, now });
        if (answer.kind === 'transformed') return answer.value;
        const { message = `could not evaluate transform "${text}": ${whyNot(answer)}` } =
          answer.kind === 'refused' ? answer : {};
        throw new Fault('CONDITION_INVALID', message, { text });
      },
      async check(text) {
        const answer = await ask({ kind: 'check', text });
        return answer.kind === 'checked' ? answer.problem : { message: whyNot(answer), from: 0, to: text.length };
      },
    };
  }

  /** Ends all processes, also those that have something to do. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#processes].map((child) => child.end()));
  }

  async #ask(namespace: string, job: JsonataJob): Promise<JsonataAnswer | Ended> {
    const giveBack = await this.#turns.take(namespace);
    try {
      if (this.#isClosed) return { kind: 'ended', why: 'the service is being stopped' };
      const child = this.#living();
      const answer = await child.ask(job);
      if (answer.kind === 'ended') this.#processes.delete(child);
      else this.#idle.push(child);
      return answer;
    } finally {
      giveBack();
    }
  }

  #living(): JsonataProcess {
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop()) {
      if (!child.isOver) return child;
      this.#processes.delete(child);
    }
    const child = this.#open();
    this.#processes.add(child);
    return child;
  }
}

function whyNot(answer: JsonataAnswer | Ended): string {
  return answer.kind === 'ended' ? answer.why : `the child answered ${answer.kind}`;
}

/** The condition that is blamed: which of the two it was is not known. */
function nameOf({ successCondition, failureCondition }: JsonataConditions): string {
  return successCondition === '' ? `failureCondition "${failureCondition}"` : `successCondition "${successCondition}"`;
}

/** The value as JSONata sees it; undefined for what it cannot see, which the library is left to say. */
function plainOf(value: Value): Value | undefined {
  try {
    return toJsonata(value);
  } catch {
    return undefined;
  }
}
