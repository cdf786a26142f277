import { Fault } from '../../core/fault.ts';

/**
 * Makes every check, so that everything that stands against a run is told at once.
 *
 * @param checks  each throws a Fault for what it finds; anything else it throws goes on at once
 * @throws Fault with all texts, a line each; its code is that of the first
 */
export function refuseAll(checks: readonly (() => void)[]): void {
  const faults = checks.flatMap((check) => faultOf(check));
  const [first] = faults;
  if (first === undefined) return;
  throw faults.length === 1
    ? first
    : new Fault(first.code, faults.map(({ message }) => message).join('\n'), first.details);
}

function faultOf(check: () => void): readonly Fault[] {
  try {
    check();
    return [];
  } catch (thrown) {
    if (thrown instanceof Fault) return [thrown];
    throw thrown;
  }
}
