import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../../field-error.ts';
import { containersOf } from '../containers-of.ts';

/** Windows containers that are processes of their node: all of a pod or none, and in the node's network. */
export function hostProcessErrors(spec: Fields, specPath: string): readonly FieldError[] {
  const ofPod = hostProcess(spec);
  const containers = containersOf(spec, specPath).map(({ container, path }) => ({ own: hostProcess(container), path }));
  const count = containers.filter(({ own }) => own ?? ofPod ?? false).length;
  const hasHostNetwork = spec.flag('hostNetwork');
  const all = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
  const network = 'hostNetwork must be true if pod contains any hostProcess containers';
  return [
    ...containers.flatMap(({ own, path }) =>
      errorIf(
        own !== undefined && ofPod !== undefined && own !== ofPod,
        invalid(
          `${path}.securityContext.windowsOptions.hostProcess`,
          own ?? false,
          `pod hostProcess value must be identical if both are specified, was ${ofPod}`,
        ),
      ),
    ),
    ...errorIf(count > 0 && count < containers.length, invalid(specPath, '', all)),
    ...errorIf(count > 0 && !hasHostNetwork, invalid(`${specPath}.hostNetwork`, false, network)),
  ];
}

function hostProcess(owner: Fields): boolean | undefined {
  const options = owner.below('securityContext').below('windowsOptions');
  return options.has('hostProcess') ? options.flag('hostProcess') : undefined;
}
