/** A Kubernetes event to be sent. */
export interface ExperimentEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The Rollout that it is about, where that exists; absent: the Experiment. */
  readonly rolloutName?: string;
}

const BAD: ReadonlySet<string> = new Set(['Failed', 'Error', 'Inconclusive']);

/** The event of a phase that changed: a warning for those that nobody wants. */
export function phaseEvent(kind: string, phase: string, message: string): ExperimentEvent {
  return { type: BAD.has(phase) ? 'Warning' : 'Normal', reason: `${kind}${phase}`, message };
}

/** How a change of phase is told: `Template 'canary' transitioned from Progressing -> Running`, with the message where there is one. */
export function transitionText(
  what: string,
  from: string,
  to: { readonly phase: string; readonly message: string },
): string {
  return `${what} transitioned from ${from} -> ${to.phase}${to.message === '' ? '' : `: ${to.message}`}`;
}
