import { Type } from 'typebox';
import { fields, maybeFlag, maybeText, text } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

const scope = (description: string) =>
  fields(
    {
      scope: text('What is looked at, in the words of the metrics source.'),
      region: text('Region of the scope.'),
      step: Type.Integer({ description: 'Seconds between two points.' }),
      start: maybeText('Start of the window, RFC 3339. Both scopes give one, or neither.'),
      end: maybeText('End of the window, RFC 3339. Both scopes give one, or neither.'),
    },
    description,
  );

/** `provider.kayenta`. @see providers.md §6 */
export const KayentaSchema = fields(
  {
    address: text('Base URL of the Kayenta server.'),
    application: text('Application that the canary config belongs to.'),
    canaryConfigName: text('Name of the canary config to judge by.'),
    metricsAccountName: text('Account of the metrics source.'),
    configurationAccountName: text('Account of the configuration store.'),
    storageAccountName: text('Account of the object store.'),
    threshold: fields(
      {
        pass: Type.Integer({ description: 'Score from which the measurement is Successful.' }),
        marginal: Type.Integer({ description: 'Score from which it is Inconclusive; below, it is Failed.' }),
      },
      'What a score means.',
    ),
    scopes: Type.Array(
      fields({
        name: text('Name of the scope in the canary config, mostly `default`.'),
        controlScope: scope('The version that runs already.'),
        experimentScope: scope('The new version.'),
      }),
      { description: 'What is compared with what.' },
    ),
    lookback: maybeFlag('Compare from the start of the run instead of the last interval.'),
    tls: TlsSchema,
  },
  'Lets Kayenta judge. Conditions are not used.',
);
