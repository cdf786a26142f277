import { Type } from 'typebox';
import { int32, maybeTexts } from '../../kubernetes.ts';
import { fields, maybeText } from '../../scalars.ts';

const StickinessSchema = fields(
  {
    enabled: Type.Boolean({ description: 'Whether clients stay with the revision that they met first.' }),
    durationSeconds: Type.Integer({ format: 'int64', description: 'How long, 1 to 604800.' }),
  },
  'Whether clients stay with one revision.',
);

/** `trafficRouting.alb`. */
export const AlbSchema = fields(
  {
    ingress: maybeText('Ingress of the load balancer.'),
    servicePort: int32('Port of the Services.'),
    rootService: maybeText('Service that the ingress names. Default: the stable one.'),
    annotationPrefix: maybeText('Prefix of its annotations. Default alb.ingress.kubernetes.io.'),
    stickinessConfig: Type.Optional(StickinessSchema),
    ingresses: maybeTexts('In place of one ingress, several.'),
  },
  "AWS' application load balancer.",
);
