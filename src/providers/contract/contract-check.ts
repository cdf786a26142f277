/** One rule of the contract. It knows nothing of any test runner. */
export interface ContractCheck {
  /** A sentence about the provider: `names the field that is wrong: datadog.query`. */
  readonly name: string;
  /** Rejects with an Error that says what is wrong; resolves when all is well. It starts and stops its own servers. */
  readonly run: () => Promise<void>;
}
