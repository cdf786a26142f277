import { Type } from 'typebox';
import { maybeTexts } from '../../kubernetes.ts';
import { fields, text } from '../../scalars.ts';

const NodeRefSchema = fields({ name: text('Name of the virtual node.') }, 'A virtual node.');

/** `trafficRouting.appMesh`. */
export const AppMeshSchema = fields(
  {
    virtualService: Type.Optional(
      fields(
        {
          name: text('Name of the virtual service.'),
          routes: maybeTexts('Routes of its virtual router. Default: all.'),
        },
        'The virtual service whose traffic is split.',
      ),
    ),
    virtualNodeGroup: Type.Optional(
      fields({ canaryVirtualNodeRef: NodeRefSchema, stableVirtualNodeRef: NodeRefSchema }, 'The two virtual nodes.'),
    ),
  },
  'AWS App Mesh.',
);
