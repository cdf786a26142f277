import { Type } from 'typebox';
import { maybeInt64, maybeTexts } from '../../kubernetes.ts';
import { fields, text } from '../../scalars.ts';

const port = maybeInt64('Port of the match.');

const VirtualServiceSchema = fields(
  {
    name: text('Name, or name and namespace: `vsvc.other`.'),
    routes: maybeTexts('Names of HTTP routes. May be left out where there is only one.'),
    tlsRoutes: Type.Optional(
      Type.Array(fields({ port, sniHosts: maybeTexts('Hosts of the match, all of them.') }), {
        description: 'TLS routes by what they match. May be left out where there is only one.',
      }),
    ),
    tcpRoutes: Type.Optional(
      Type.Array(fields({ port }), {
        description: 'TCP routes by what they match. May be left out where there is only one.',
      }),
    ),
  },
  'A VirtualService and its routes.',
);

const DestinationRuleSchema = fields(
  {
    name: text('Name of the DestinationRule.'),
    canarySubsetName: text('Subset of the new revision.'),
    stableSubsetName: text('Subset of the stable revision.'),
    additionalSubsetNames: maybeTexts('Further subsets, whose weights stay.'),
  },
  'Splits by subsets of one host in place of two Services.',
);

/** `trafficRouting.istio`. */
export const IstioSchema = fields(
  {
    virtualService: Type.Optional(VirtualServiceSchema),
    destinationRule: Type.Optional(DestinationRuleSchema),
    virtualServices: Type.Optional(Type.Array(VirtualServiceSchema, { description: 'In place of one, several.' })),
  },
  'Istio.',
);
