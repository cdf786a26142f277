import { type Millis, millisOf } from '../../../core/instant.ts';

/** How a command goes. */
export interface Run {
  readonly lengthMs: Millis;
  /** 0 to 255. */
  readonly exitCode: number;
}

const SHELL = /(^|\/)(ba|da|a)?sh$/;

/**
 * How long a command would take and how it would end, as far as that can be told without running it: `sleep N` takes its seconds, `exit N`, `false` and
 * a step that fails before `&&` decide the end. Whatever else stands there succeeds at once.
 */
export function runOf(command: readonly string[]): Run {
  const [program = '', ...rest] = command;
  const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (!SHELL.test(program) || flag < 0) return stepOf(command.join(' '));
  return runOfScript(rest[flag + 1] ?? '');
}

function runOfScript(script: string): Run {
  let [lengthMs, exitCode] = [0, 0];
  let joint = '';
  for (const part of script.split(/(&&|\|\||[;\n])/)) {
    if (/^(&&|\|\||[;\n])$/.test(part)) {
      joint = part;
      continue;
    }
    const isSkipped = (joint === '&&' && exitCode !== 0) || (joint === '||' && exitCode === 0);
    if (part.trim() === '' || isSkipped) continue;
    const step = stepOf(part.trim());
    lengthMs += step.lengthMs;
    exitCode = step.exitCode;
    if (/^exit\b/.test(part.trim())) break;
  }
  return { lengthMs: millisOf(lengthMs), exitCode };
}

function stepOf(step: string): Run {
  const [program = '', first = ''] = step.split(/\s+/);
  const number = /^\d+(\.\d+)?$/.test(first) ? Number(first) : 0;
  if (/(^|\/)sleep$/.test(program)) return { lengthMs: millisOf(number * 1000), exitCode: 0 };
  if (program === 'exit') return { lengthMs: millisOf(0), exitCode: number & 255 };
  return { lengthMs: millisOf(0), exitCode: /(^|\/)false$/.test(program) ? 1 : 0 };
}
