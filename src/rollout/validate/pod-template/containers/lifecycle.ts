import { compareText } from '../../../../core/go/compare-text.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, notSupported, word } from '../../field-error.ts';
import { maybeBelow, maybeText } from '../../parts.ts';
import type { PodContext } from '../pod-context.ts';
import { COMMON_HANDLERS, type Handler, handlerErrors } from './handler.ts';

/** What is wrong with `lifecycle` of a container: what is done after its start and before its end. */
export function lifecycleErrors(container: Fields, path: string, context: PodContext): readonly FieldError[] {
  const lifecycle = maybeBelow(container, 'lifecycle');
  if (lifecycle === undefined) return [];
  const handlers = [...COMMON_HANDLERS, sleepWithin(context.gracePeriod)];
  const signal = maybeText(lifecycle, 'stopSignal');
  return [
    ...['postStart', 'preStop'].flatMap((hook) => {
      const owner = maybeBelow(lifecycle, hook);
      return owner === undefined ? [] : handlerErrors(owner, `${path}.${hook}`, handlers);
    }),
    ...(signal === undefined ? [] : signalErrors(signal, `${path}.stopSignal`, context.os)),
  ];
}

function sleepWithin(gracePeriod: number): Handler {
  const text = `must be greater than 0 and less than terminationGracePeriodSeconds (${gracePeriod}). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.`;
  return {
    name: 'sleep',
    errors: (action, path) => {
      const seconds = action.whole('seconds') ?? 0;
      return errorIf(seconds <= 0 || seconds > gracePeriod, invalid(path, seconds, text));
    },
  };
}

const NAMED_SIGNALS =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX';

const counted = (prefix: string, most: number): readonly string[] =>
  Array.from({ length: most }, (_, index) => `${prefix}${index + 1}`);

/** Signals by system, in the order of the message. */
const SIGNALS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'linux',
    [
      ...NAMED_SIGNALS.split(' ').map((name) => `SIG${name}`),
      ...counted('SIGRTMIN+', 15),
      ...counted('SIGRTMAX-', 14),
    ].toSorted(compareText),
  ],
  ['windows', ['SIGKILL', 'SIGTERM']],
]);

function signalErrors(signal: string, path: string, os: string | undefined): readonly FieldError[] {
  if (os === undefined) return [forbidden(path, 'may not be set for containers with empty `spec.os.name`')];
  const supported = SIGNALS.get(os) ?? [signal];
  return errorIf(!supported.includes(signal), notSupported(path, word(signal), supported));
}
