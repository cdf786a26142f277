/** Counts what becomes of callbacks on this replica. */
export interface CallbackMeasures {
  /** A try is over. `delivered`: the receiver took it. `retried`: it is tried again later. `givenUp`: it is not. */
  calledBack(outcome: 'delivered' | 'retried' | 'givenUp'): void;
}
