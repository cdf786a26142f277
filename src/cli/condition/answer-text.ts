import type { Explained } from '../../evaluator/explained.ts';
import { explainedLines } from '../report/condition-lines.ts';
import type { Format, Paint } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import type { Answer } from './answer.ts';

/** An answer for a person: what it is, what it means as a condition, and the values of its parts. */
export function answerText(answer: Answer, paint: Paint): string {
  const { outcome, explained } = answer;
  const said = outcome === undefined ? noAnswer(answer) : ANSWERS[outcome ? 'true' : 'false'];
  const lines = [paint('bold', paint(said.format, said.text)), ...measurementLines(answer), ...partsOf(explained)];
  return `${lines.join('\n')}\n`;
}

interface Said {
  readonly text: string;
  readonly format: Format;
}

const ANSWERS = {
  true: { text: 'true: Successful as a successCondition, Failed as a failureCondition', format: 'green' },
  false: { text: 'false: Failed as a successCondition, Successful as a failureCondition', format: 'red' },
} as const satisfies Record<string, Said>;

function noAnswer({ value, error = '', explained }: Answer): Said {
  const shown = explained?.value ?? (value === undefined ? undefined : JSON.stringify(value));
  const what = shown === undefined ? '' : `${printable(shown)}: `;
  return { text: `${what}Error as a condition: ${printable(error)}`, format: 'yellow' };
}

/** For a result that is nil or empty a measurement says so, whatever went wrong. */
function measurementLines({ measurement: { message }, error }: Answer): readonly string[] {
  if (message === undefined || error === undefined || message.endsWith(error)) return [];
  return [`  a measurement says: ${printable(message)}`];
}

function partsOf(explained: Explained | undefined): readonly string[] {
  return explained === undefined ? [] : explainedLines(explained, '  ');
}
