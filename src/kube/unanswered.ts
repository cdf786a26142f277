import { Fault, textOf } from '../core/fault.ts';

/**
 * What a request throws that brought no answer: CLUSTER_UNREACHABLE with the reason; a Fault as it is.
 *
 * @param asked   names the request
 * @param signal  whoever waited; when it has aborted, that is the reason, in Go's words
 */
export function unanswered(asked: string, error: unknown, signal: AbortSignal): Fault {
  if (error instanceof Fault) return error;
  const reason = signal.aborted ? abortText(signal) : textOf(error);
  const wayOut = signal.aborted ? '' : '; --kubeconfig and --context choose another cluster';
  return new Fault('CLUSTER_UNREACHABLE', `${asked}: ${reason}${wayOut}`, {}, { cause: error });
}

/** Go's words for the two ways to give up. */
function abortText({ reason }: AbortSignal): string {
  return reason instanceof Error && reason.name === 'TimeoutError' ? 'context deadline exceeded' : 'context canceled';
}
