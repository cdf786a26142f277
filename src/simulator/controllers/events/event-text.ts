/** What an event says. */
export interface EventText {
  readonly type: 'Normal' | 'Warning';
  /** One word, such as `SuccessfulCreate`. */
  readonly reason: string;
  readonly message: string;
}
