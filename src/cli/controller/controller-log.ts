import { type DestinationStream, pino } from 'pino';
import type { Clock } from '../../core/clock.ts';
import { formatInstantExactly } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Log } from '../../kube/controllers/log.ts';
import type { LogFormat, LogLevel } from './controller-options.ts';

export interface ControllerLogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Stand on every line. */
  readonly fields: JsonObject;
  readonly clock: Clock;
}

/** The controller's log: one line each, as JSON, or as `key=value` for a person. */
export function controllerLog(options: ControllerLogOptions, out: DestinationStream): Log {
  return options.format === 'json' ? jsonLog(options, out) : textLog(options, out);
}

function jsonLog({ level, fields, clock }: ControllerLogOptions, out: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: fields,
      timestamp: () => `,"time":"${formatInstantExactly(clock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    out,
  );
  return {
    debug: (text, more) => logger.debug(more ?? {}, text),
    info: (text, more) => logger.info(more ?? {}, text),
    warn: (text, more) => logger.warn(more ?? {}, text),
    error: (text, more) => logger.error(more ?? {}, text),
  };
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** The form that upstream's controller writes. */
function textLog({ level, fields, clock }: ControllerLogOptions, out: DestinationStream): Log {
  const least = LEVELS.indexOf(level);
  const say =
    (at: LogLevel) =>
    (text: string, more: JsonObject = {}): void => {
      if (LEVELS.indexOf(at) < least) return;
      const level = at === 'warn' ? 'warning' : at;
      const line = { time: formatInstantExactly(clock.now()), level, msg: text, ...fields, ...more };
      out.write(
        `${Object.entries(line)
          .map(([name, value]) => `${name}=${worded(value)}`)
          .join(' ')}\n`,
      );
    };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

function worded(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\w./:@+-]+$/.test(text) ? text : JSON.stringify(text);
}
