import { Type } from 'typebox';
import { fields, maybeText } from './scalars.ts';

/** How an HTTP provider proves who it is and whom it trusts: our addition, the same for every one of them. Texts are PEM. */
export const TlsSchema = Type.Optional(
  fields(
    {
      caBundle: maybeText(
        'Certificate authorities to trust instead of those of the system, PEM. An argument can supply it: "{{args.ca}}".',
      ),
      clientCertificate: maybeText('Certificate to present to the server, PEM. Needs clientKey.'),
      clientKey: maybeText('Private key of clientCertificate, PEM. Let an argument with a secretKeyRef supply it.'),
    },
    'Certificates for HTTPS. An addition of Verdict: Argo Rollouts does not know this field.',
  ),
);
