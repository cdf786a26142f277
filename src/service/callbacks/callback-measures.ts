/** Counts what becomes of callbacks on this replica. */
export interface CallbackMeasures {
  /**
   * `delivered`: the receiver took it. `failed`: it will be tried again. `givenUp`: it will not.
   *
   * @param tookMs of this try
   */
  called(outcome: 'delivered' | 'failed' | 'givenUp', tookMs: number): void;
}
