import { Type } from 'typebox';
import { maybeTexts } from '../../kubernetes.ts';
import { fields, text } from '../../scalars.ts';

/** `trafficRouting.apisix`. */
export const ApisixSchema = fields(
  {
    route: Type.Optional(
      fields(
        { name: text('Name of the ApisixRoute.'), rules: maybeTexts('Its HTTP rules. Default: all.') },
        'The route whose traffic is split.',
      ),
    ),
  },
  'Apache APISIX.',
);
