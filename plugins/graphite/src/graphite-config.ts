import {
  type BuildScope,
  ConfigFields,
  Fault,
  type GoUrl,
  type Json,
  parseGoUrl,
  type TlsOptions,
  tlsOf,
  UrlError,
} from 'verdict/plugin';

/** What stands below `graphite:`. */
export interface GraphiteConfig {
  readonly address: GoUrl;
  /** As written: parameters of /render. */
  readonly query: string;
  readonly tls: TlsOptions;
}

/**
 * Reads the settings of a Graphite metric. An address without a scheme passes here and fails when it is asked, as in the original.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID `Graphite address x is not a valid URL`
 */
export function parseGraphiteConfig(raw: Json, _scope?: BuildScope): GraphiteConfig {
  const fields = new ConfigFields('graphite', raw);
  return { address: addressOf(fields.text('address')), query: fields.text('query'), tls: tlsOf(fields) };
}

function addressOf(text: string): GoUrl {
  try {
    if (text !== '') return parseGoUrl(text);
  } catch (thrown) {
    if (!(thrown instanceof UrlError)) throw thrown;
  }
  throw new Fault('PROVIDER_CONFIG_INVALID', `Graphite address ${text} is not a valid URL`, {
    field: 'graphite.address',
  });
}
