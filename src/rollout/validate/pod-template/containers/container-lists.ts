import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, forbidden, invalid, notFound, required } from '../../field-error.ts';
import { items, maybeText } from '../../parts.ts';
import { goNamedList } from '../go-named.ts';
import type { PodContext } from '../pod-context.ts';
import { givenWordErrors } from '../words.ts';
import { containerErrors } from './container.ts';
import { hostPortErrors } from './host-ports.ts';
import { lifecycleErrors } from './lifecycle.ts';
import { probeErrors } from './probes.ts';

/** What is wrong with the containers of a pod: those that run, those that run before, and those for looking into it. */
export function containerListErrors(spec: Fields, path: string, context: PodContext): readonly FieldError[] {
  const regular = items(spec, 'containers');
  const initial = items(spec, 'initContainers');
  return [
    ...regularErrors(regular, `${path}.containers`, context),
    ...initialErrors(initial, regular, `${path}.initContainers`, context),
    ...ephemeralErrors(items(spec, 'ephemeralContainers'), [...regular, ...initial], path, context),
  ];
}

function regularErrors(containers: readonly Fields[], path: string, context: PodContext): readonly FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = containers.map(nameOf);
  return [
    ...containers.flatMap((container, index) => {
      const at = `${path}[${index}]`;
      return [
        ...containerErrors(container, at, context),
        ...errorIf(names.indexOf(nameOf(container)) < index, duplicate(`${at}.name`, nameOf(container))),
        ...lifecycleErrors(container, `${at}.lifecycle`, context),
        ...probeErrors(container, at),
        ...errorIf(
          container.has('restartPolicy'),
          forbidden(`${at}.restartPolicy`, 'may not be set for non-init containers'),
        ),
      ];
    }),
    ...hostPortErrors(containers, path),
  ];
}

const ONLY_IF_RESTARTED = 'may not be set for init containers without restartPolicy=Always';
const OF_RUNNING_CONTAINERS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

function initialErrors(
  containers: readonly Fields[],
  regular: readonly Fields[],
  path: string,
  context: PodContext,
): readonly FieldError[] {
  const taken = new Set(regular.map(nameOf));
  return containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const name = nameOf(container);
    const wasTaken = taken.has(name);
    if (name !== '') taken.add(name);
    return [
      ...containerErrors(container, at, context),
      ...givenWordErrors(container, 'restartPolicy', at, ['Always']),
      ...errorIf(wasTaken, duplicate(`${at}.name`, name)),
      // They run one by one, so each is looked at alone. Upstream then takes each for the first.
      ...hostPortErrors([container], path),
      ...(container.text('restartPolicy') === 'Always'
        ? [...lifecycleErrors(container, `${at}.lifecycle`, context), ...probeErrors(container, at)]
        : OF_RUNNING_CONTAINERS.filter((field) => container.has(field)).map((field) =>
            forbidden(`${at}.${field}`, ONLY_IF_RESTARTED),
          )),
      ...resizeErrors(container, `${at}.resizePolicy`),
    ];
  });
}

function resizeErrors(container: Fields, path: string): readonly FieldError[] {
  const policies = items(container, 'resizePolicy');
  const shown = goNamedList(policies, ['ResourceName', 'RestartPolicy']);
  return errorIf(policies.length > 0, invalid(path, shown, 'must not be set for init containers'));
}

const NOT_EPHEMERAL = 'cannot be set for an Ephemeral Container';
/** What only a container has that was planned for. */
const OF_PLANNED_CONTAINERS = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

function ephemeralErrors(
  containers: readonly Fields[],
  others: readonly Fields[],
  specPath: string,
  context: PodContext,
): readonly FieldError[] {
  const otherNames = others.map(nameOf);
  const names = [...otherNames, ...containers.map(nameOf)];
  return containers.flatMap((container, index) => {
    const at = `${specPath}.ephemeralContainers[${index}]`;
    const image = container.text('image');
    const target = container.text('targetContainerName');
    const padded = 'must not have leading or trailing whitespace';
    return [
      ...containerErrors(container, at, context),
      ...errorIf(image.trim() !== image, invalid(`${at}.image`, image, padded)),
      ...errorIf(
        names.indexOf(nameOf(container)) < otherNames.length + index,
        duplicate(`${at}.name`, nameOf(container)),
      ),
      ...errorIf(target !== '' && !otherNames.includes(target), notFound(`${at}.targetContainerName`, target)),
      ...OF_PLANNED_CONTAINERS.filter((field) => isSet(container, field)).map((field) =>
        forbidden(`${at}.${field}`, NOT_EPHEMERAL),
      ),
      ...subPathErrors(container, at),
    ];
  });
}

/** Whether anything stands in a field; an empty object is nothing, unless it could be absent. */
function isSet(container: Fields, field: string): boolean {
  return field === 'resources' ? Object.keys(container.object(field) ?? {}).length > 0 : container.has(field);
}

function subPathErrors(container: Fields, path: string): readonly FieldError[] {
  return items(container, 'volumeMounts').flatMap((mount, index) =>
    ['subPath', 'subPathExpr']
      .filter((field) => mount.text(field) !== '')
      .map((field) => forbidden(`${path}.volumeMounts[${index}].${field}`, NOT_EPHEMERAL)),
  );
}

function nameOf(container: Fields): string {
  return maybeText(container, 'name') ?? '';
}
