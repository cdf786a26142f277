/*
 * What the author of a plugin needs to test it: `import { providerContract } from 'verdict/testing'`.
 * No test runner is asked for. Like `verdict/plugin` it is promised for plugin API version 1.
 */

// A look of its own, at a server of its own.
export {
  type Backend,
  type BackendAnswer,
  type BackendRequest,
  type Respond,
  startBackend,
} from './providers/contract/backend.ts';
// The contract, and what it has to know about a provider.
export type { ContractCheck } from './providers/contract/contract-check.ts';
export { LONG_AGO, type LookOptions, lookOnce, scopeOf } from './providers/contract/look-once.ts';
export { providerContract } from './providers/contract/provider-contract.ts';
export type { ProviderSubject } from './providers/contract/subject.ts';
