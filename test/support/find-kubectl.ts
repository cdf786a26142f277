import { join } from 'node:path';
import { findBinary, isExecutable } from './find-binary.ts';

/**
 * Where kubectl is: in the folder that KUBEBUILDER_ASSETS names, as the ecosystem's tests have it, or on the path. Undefined, with a line that says
 * so, where there is none.
 *
 * @param what  the tests that need it
 * @throws Error when it is missing although VERDICT_REQUIRE_SERVERS asks for all servers
 */
export function findKubectl(what: string): string | undefined {
  const folder = process.env['KUBEBUILDER_ASSETS'];
  const assets = folder === undefined ? undefined : join(folder, 'kubectl');
  return assets !== undefined && isExecutable(assets) ? assets : findBinary('kubectl', what);
}
