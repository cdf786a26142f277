import { Type } from 'typebox';
import { fields } from '../../scalars.ts';

/** `trafficRouting.ambassador`. */
export const AmbassadorSchema = fields(
  { mappings: Type.Array(Type.String(), { description: 'Mappings of the stable Service, at least one.' }) },
  'Ambassador.',
);
