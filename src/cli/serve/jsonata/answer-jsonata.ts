import { textOf } from '../../../core/fault.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Value } from '../../../core/value.ts';
import { checkJsonataSyntax, judgeWithJsonata, transformWithJsonata } from '../../../evaluator/jsonata.ts';
import type { JsonataAnswer, JsonataJob } from './jsonata-job.ts';

/** The work of such a process: evaluates what it is asked, one after the other, until whoever asks is gone. */
export function answerJsonata(asker: NodeJS.Process): void {
  const say = (answer: JsonataAnswer): void => void asker.send?.(answer);
  asker.on('message', (job: JsonataJob) => {
    void answerOf(job).then(say);
  });
  asker.on('disconnect', () => asker.exit());
  say({ kind: 'begun' });
}

async function answerOf(job: JsonataJob): Promise<JsonataAnswer> {
  switch (job.kind) {
    case 'judge':
      return { kind: 'judged', outcome: await judgeWithJsonata(job.conditions, job.value, job.now) };
    case 'check':
      return { kind: 'checked', problem: await checkJsonataSyntax(job.text) };
    case 'transform':
      return transformed(job.text, job.value, job.now);
  }
}

async function transformed(text: string, value: Value, now: Instant): Promise<JsonataAnswer> {
  try {
    return { kind: 'transformed', value: await transformWithJsonata(text, value, now) };
  } catch (thrown) {
    return { kind: 'refused', message: textOf(thrown) };
  }
}
