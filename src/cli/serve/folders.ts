import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the pages are that the service shows. */
export interface PageFolders {
  readonly dashboard: string;
  readonly swagger: string;
}

/**
 * Where the build has put them: beside the bundle. In a checkout the dashboard is where it was built, and Swagger UI where it is installed.
 *
 * @param here  folder of the running file: `dist`, or this one
 */
export function pageFolders(here: string): PageFolders {
  if (existsSync(join(here, 'swagger-ui'))) {
    return { dashboard: join(here, 'dashboard'), swagger: join(here, 'swagger-ui') };
  }
  const root = join(here, '..', '..', '..');
  return { dashboard: join(root, 'dist', 'dashboard'), swagger: installedSwagger(here) };
}

function installedSwagger(here: string): string {
  try {
    return join(dirname(fileURLToPath(import.meta.resolve('@fastify/swagger-ui/package.json'))), 'static');
  } catch {
    // The API is described without it.
    return join(here, 'swagger-ui');
  }
}
