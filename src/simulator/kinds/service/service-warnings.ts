import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';

/** What the API server warns of in a Service: what it says and is ignored. */
export function serviceWarnings(service: JsonObject): readonly string[] {
  const spec = new Fields(service).below('spec');
  const type = spec.text('type');
  const isHeadless = type === 'ClusterIP' && spec.text('clusterIP') === 'None';
  const hasOutside = spec.list('externalIPs').length > 0;
  const isExternal = type === 'ExternalName';
  const said: readonly (readonly [isSaid: boolean, text: string])[] = [
    [isHeadless && spec.text('loadBalancerIP') !== '', 'spec.loadBalancerIP is ignored for headless services'],
    [isHeadless && hasOutside, 'spec.externalIPs is ignored for headless services'],
    [isHeadless && spec.text('sessionAffinity') !== 'None', 'spec.SessionAffinity is ignored for headless services'],
    [isExternal && hasOutside, 'spec.externalIPs is ignored when spec.type is "ExternalName"'],
    [
      !isExternal && spec.text('externalName') !== '',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
    [
      spec.text('trafficDistribution') === 'PreferClose',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
    ],
  ];
  return said.filter(([isSaid]) => isSaid).map(([, text]) => text);
}
