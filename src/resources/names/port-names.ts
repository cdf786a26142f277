import { lengthFaults } from './name-rule.ts';

const LONGEST = 15;

/**
 * What is wrong with the name of a port, in Kubernetes' words.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation#IsValidPortName
 */
export function portNameFaults(name: string): readonly string[] {
  const rules: readonly (readonly [isBroken: boolean, text: string])[] = [
    [!/^[-a-z0-9]+$/.test(name), 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'],
    [!/[a-z]/.test(name), 'must contain at least one letter (a-z)'],
    [name.includes('--'), 'must not contain consecutive hyphens'],
    [name.startsWith('-') || name.endsWith('-'), 'must not begin or end with a hyphen'],
  ];
  return [...lengthFaults(name, LONGEST), ...rules.filter(([isBroken]) => isBroken).map(([, text]) => text)];
}
