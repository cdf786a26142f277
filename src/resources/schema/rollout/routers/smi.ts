import { fields, maybeText } from '../../scalars.ts';

/** `trafficRouting.smi`. */
export const SmiSchema = fields(
  {
    rootService: maybeText('Service that clients name. Default: the stable one.'),
    trafficSplitName: maybeText('Name of the TrafficSplit. Default: that of the Rollout.'),
  },
  'A service mesh with the Service Mesh Interface.',
);
