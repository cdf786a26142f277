import { Type } from 'typebox';
import { KEEPS_ZERO, maybeInt32, openObject } from '../kubernetes.ts';
import { fields, text } from '../scalars.ts';
import { AlbSchema } from './routers/alb.ts';
import { AmbassadorSchema } from './routers/ambassador.ts';
import { ApisixSchema } from './routers/apisix.ts';
import { AppMeshSchema } from './routers/app-mesh.ts';
import { IstioSchema } from './routers/istio.ts';
import { NginxSchema } from './routers/nginx.ts';
import { SmiSchema } from './routers/smi.ts';
import { TraefikSchema } from './routers/traefik.ts';

/** `canary.trafficRouting`: several routers may stand side by side. @see rollout.md §2.4 */
export const TrafficRoutingSchema = fields(
  {
    istio: Type.Optional(IstioSchema),
    nginx: Type.Optional(NginxSchema),
    alb: Type.Optional(AlbSchema),
    smi: Type.Optional(SmiSchema),
    ambassador: Type.Optional(AmbassadorSchema),
    appMesh: Type.Optional(AppMeshSchema),
    traefik: Type.Optional(TraefikSchema),
    managedRoutes: Type.Optional(
      Type.Array(fields({ name: text('Name of the route.') }), {
        description: 'Routes that steps may make; the first counts most.',
      }),
    ),
    apisix: Type.Optional(ApisixSchema),
    plugins: Type.Optional(openObject('Plugins by name, with their settings.')),
    maxTrafficWeight: maybeInt32('The weight that is all traffic. Only nginx and plugins. Default 100.', KEEPS_ZERO),
  },
  'Which routers split the traffic. Without one, the numbers of pods do.',
);
