import { Type } from 'typebox';
import { NameSchema, NamespaceSchema, RunIdSchema } from '../schema/names.ts';

export const InNamespace = Type.Object({ namespace: NamespaceSchema });
export const NamedInNamespace = Type.Object({ namespace: NamespaceSchema, name: NameSchema });
export const Named = Type.Object({ name: NameSchema });
export const OneRun = Type.Object({ namespace: NamespaceSchema, id: RunIdSchema });
