/** Asked now and then by work that may take long, such as judging by a condition that somebody else wrote. */
export interface Patience {
  /** Whether it has taken longer than it may: then it ends without a result. */
  isOver(): boolean;
}
