import { quote } from '../../../core/go/quote.ts';
import { dnsLabelFaults } from '../../../resources/names/dns-names.ts';
import { isWholeQuantity } from '../../../resources/quantity.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { containersOf } from '../../../rollout/validate/pod-template/containers-of.ts';

/** What the API server warns of in the spec of a pod, as far as rollouts meet it: amounts, variables and ports that are not what they seem. */
export function podWarnings(spec: Fields, path: string): readonly string[] {
  const containers = containersOf(spec, path);
  return [
    ...containers.flatMap(({ container, path: at }) => [
      ...amountWarnings(container, at),
      ...variableWarnings(container, at),
    ]),
    ...portWarnings(containers.flatMap(({ container, path: at }) => portsOf(container, at))),
  ];
}

/** What it warns of in the name of an object whose pods are named after it. */
export function podNameWarnings(name: string, use: string): readonly string[] {
  const faults = dnsLabelFaults(name);
  if (faults.length === 0) return [];
  const why = 'which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: this is used in ${use}, ${why}: [${faults.join(' ')}]`];
}

function amountWarnings(container: Fields, path: string): readonly string[] {
  const resources = container.below('resources');
  return ['memory', 'ephemeral-storage'].flatMap((name) =>
    ['limits', 'requests'].flatMap((part) => {
      const amount = resources.below(part).text(name);
      if (amount === '' || isWholeQuantity(amount)) return [];
      return [
        `${path}.resources.${part}[${name}]: fractional byte value ${quote(amount)} is invalid, must be an integer`,
      ];
    }),
  );
}

/** A variable that stands twice, unless the second is made of the first. */
function variableWarnings(container: Fields, path: string): readonly string[] {
  const variables = items(container, 'env');
  const names = variables.map((variable) => variable.text('name'));
  return variables.flatMap((variable, index) => {
    const name = names[index] ?? '';
    const reference = `$(${name})`;
    const value = variable.text('value');
    const buildsOn = !variable.has('valueFrom') && value !== reference && value.includes(reference);
    if (names.indexOf(name) === index || buildsOn) return [];
    return [
      `${path}.env[${index}]: hides previous definition of ${quote(name)}, which may be dropped when using apply`,
    ];
  });
}

interface PlacedPort {
  readonly path: string;
  /** What it is on the container, and on the node. */
  readonly inside: string;
  readonly outside: string;
}

function portsOf(container: Fields, path: string): readonly PlacedPort[] {
  return items(container, 'ports').map((port, index) => ({
    path: `${path}.ports[${index}]`,
    inside: `${port.whole('containerPort') ?? 0}/${port.text('protocol')}`,
    outside: `${port.text('hostIP')}:${port.whole('hostPort') ?? 0}`,
  }));
}

function portWarnings(ports: readonly PlacedPort[]): readonly string[] {
  return ports.flatMap((port, index) =>
    ports
      .slice(0, index)
      .filter((other) => other.inside === port.inside && other.outside === port.outside)
      .map((other) => `${port.path}: duplicate port definition with ${other.path}`),
  );
}
