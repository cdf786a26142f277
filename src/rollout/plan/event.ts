/** An event about the Rollout: for users to read and for notifications (rollout.md §21). */
export interface RolloutEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

export function normal(reason: string, message: string): RolloutEvent {
  return { type: 'Normal', reason, message };
}

export function warning(reason: string, message: string): RolloutEvent {
  return { type: 'Warning', reason, message };
}
