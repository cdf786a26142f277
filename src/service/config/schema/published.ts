import type { JsonObject } from '../../../core/json.ts';
import { membersOfSchema } from '../../../resources/schema/published.ts';
import { ServiceConfigSchema } from './service-config.ts';

/** The JSON Schema (draft 2020-12) of the configuration of `verdict serve`, for editors. */
export function publishedConfigSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The configuration of verdict serve',
    ...membersOfSchema(ServiceConfigSchema),
  };
}
