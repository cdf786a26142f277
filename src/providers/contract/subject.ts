import type { Json } from '../../core/json.ts';
import type { Provider } from '../provider.ts';
import type { BackendAnswer } from './backend.ts';
import type { LookOptions } from './look-once.ts';

/** A provider under test, and what the contract has to know about it. */
export interface ProviderSubject {
  readonly provider: Provider;
  /**
   * Settings that are right, for a backend at this address. Put a text of `secretTexts` wherever a secret may stand.
   *
   * @param address  of a server that the contract runs, such as `http://127.0.0.1:40123`
   */
  readonly settings: (address: string) => Json;
  /** What a look needs besides: Secrets, environment. Default: nothing. */
  readonly world?: (address: string) => Pick<LookOptions, 'secrets' | 'env'>;
  /** Settings that are wrong, with the field that the error must name. At least one. */
  readonly wrong: readonly { readonly field: string; readonly settings: Json }[];
  /** Texts in settings and Secrets that nobody may ever see. */
  readonly secretTexts: readonly string[];
  /** What a healthy backend answers. Absent for a backend that is not asked over HTTP: what is about HTTP is then left out. */
  readonly healthy?: BackendAnswer;
}
