import { fields, text } from '../../scalars.ts';

/** `trafficRouting.traefik`. */
export const TraefikSchema = fields(
  { weightedTraefikServiceName: text('Name of the TraefikService with weights.') },
  'Traefik.',
);
