import { maybeTexts } from '../../kubernetes.ts';
import { fields, maybeText, textByName } from '../../scalars.ts';

/** `trafficRouting.nginx`. */
export const NginxSchema = fields(
  {
    annotationPrefix: maybeText('Prefix of its annotations. Default nginx.ingress.kubernetes.io.'),
    stableIngress: maybeText('Ingress of the stable Service.'),
    additionalIngressAnnotations: textByName('Annotations of the canary ingress, without the prefix.'),
    stableIngresses: maybeTexts('In place of one ingress, several.'),
    canaryIngressAnnotations: textByName('Annotations of the canary ingress, with their full names.'),
  },
  'The nginx ingress controller.',
);
